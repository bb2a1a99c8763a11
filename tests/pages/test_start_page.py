"""Start: setting a route, and coming back to one's state."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from analysis.next_steps import next_steps
from analysis.readiness import gap_report
from pages.shared.wording import plain, share
from profiles.model import Profile
from tests.pages.screen import (
    TARGET,
    aiming,
    button,
    dataset,
    full,
    links,
    perfect,
    profile_of,
    stored,
    target,
    texts,
    title,
    turn_to,
    visit,
)

GO = "next three steps"
WELCOME = "Welcome back"


def test_a_first_visit_shows_the_route_and_no_score() -> None:
    screen = visit()

    assert not screen.exception
    assert title(screen)
    assert WELCOME not in texts(screen)
    assert not screen.metric
    assert "%" not in texts(screen)
    assert {"explore-roles", "junior-to-senior", "about-the-data"} <= set(links(screen))


def test_the_button_waits_until_role_and_level_are_chosen() -> None:
    screen = visit()
    assert button(screen, GO).disabled

    screen.selectbox(key="target-role").select("python-backend").run()
    assert button(screen, GO).disabled
    assert profile_of(screen).target is None

    screen.segmented_control(key="target-level").select("senior").run()
    assert not button(screen, GO).disabled
    assert profile_of(screen).target == TARGET


def test_half_a_choice_is_still_there_after_another_page() -> None:
    screen = visit()
    screen.selectbox(key="target-role").select("java-backend").run()
    turn_to(screen, "about")
    turn_to(screen, "start")

    assert screen.selectbox(key="target-role").value == "java-backend"


def test_choosing_a_route_saves_it(keeping: str | None) -> None:
    screen = visit()
    screen.selectbox(key="target-role").select("python-backend")
    screen.segmented_control(key="target-level").select("senior").run()

    assert profile_of(screen).target == TARGET
    if keeping:
        assert stored(keeping).target == TARGET


def test_where_i_am_is_kept_beside_the_target_and_changes_no_score() -> None:
    screen = visit(profile=full())
    screen.selectbox(key="origin").select("frontend").run()

    after = profile_of(screen)
    assert (after.origin, after.target) == ("frontend", TARGET)
    assert gap_report(dataset(), after, target()).readiness == gap_report(dataset(), full(), target()).readiness


def test_an_origin_this_dataset_does_not_know_is_left_alone() -> None:
    screen = visit(profile=replace(aiming(), origin="cobol-backend:senior"))

    assert not screen.exception
    assert screen.selectbox(key="origin").value is None
    assert profile_of(screen).origin == "cobol-backend:senior"


def test_the_button_leads_a_newcomer_to_the_questions() -> None:
    screen = visit(profile=aiming())
    button(screen, GO).click().run()

    assert title(screen) == title(visit("assess"))


def test_the_button_leads_who_has_rated_to_the_gap() -> None:
    screen = visit(profile=full())
    button(screen, GO).click().run()

    assert title(screen) == title(visit("gap"))


def test_coming_back_shows_readiness_and_the_next_step() -> None:
    screen = visit(profile=full())
    report = gap_report(dataset(), full(), target())
    step = next_steps(dataset(), full(), target(), count=1, only_rated=True)[0]

    shown = texts(screen)
    assert WELCOME in shown
    assert report.readiness is not None
    assert f"**{share(report.readiness)}**" in shown
    assert f"**{plain(dataset().skills[step.skill_id].name)}**" in shown


def test_coming_back_with_everything_met_shows_all_and_no_step() -> None:
    screen = visit(profile=perfect())

    assert not screen.exception
    assert "**100 %**" in texts(screen)


def test_ratings_outside_the_target_give_no_score() -> None:
    strange = Profile(ratings=MappingProxyType({"a-skill-of-tomorrow": 3}), target=TARGET)
    screen = visit(profile=strange)

    assert not screen.exception
    assert WELCOME in texts(screen)
    assert "%" not in texts(screen)


def test_both_ways_on_from_the_welcome_work() -> None:
    for label, page in (("See my gap", "gap"), ("Rate more", "assess")):
        screen = visit(profile=full())
        button(screen, label).click().run()
        assert title(screen) == title(visit(page))


def test_the_route_is_shown_and_can_be_changed_on_every_page_that_has_it() -> None:
    screen = visit(profile=full())
    for page in ("gap", "assess", "start", "assess", "gap"):
        turn_to(screen, page)
        assert screen.selectbox(key="target-role").value == "python-backend"
        assert screen.segmented_control(key="target-level").value == "senior"

    screen.segmented_control(key="target-level").select("junior").run()
    assert profile_of(screen).target == "python-backend:junior"
