"""Assess: each answer is kept and leads on; nothing answered can get lost."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, ButtonGroup

from analysis.questions import SHORT_ASSESSMENT, questions
from analysis.readiness import gap_report
from pages.shared.wording import plain, share
from profiles.model import Profile
from tests.pages.screen import (
    aiming,
    button,
    dataset,
    full,
    links,
    profile_of,
    stored,
    target,
    texts,
    title,
    turn_to,
    visit,
)

NOT_NOW, BACK, SEE_GAP, MORE = "Not now", "Back", "See my gap", " more"


def asked(screen: AppTest) -> str:
    """Say which skill is asked about: the one whose answers are on the page."""
    (found,) = {str(each.key).removeprefix("answer-").rpartition("-")[0] for each in answers(screen)}
    return found


def answers(screen: AppTest) -> list[Button]:
    return [each for each in screen.button if str(each.key).startswith("answer-")]


def answer(screen: AppTest, level: int) -> str:
    """Answer the question, and give the skill it was about."""
    skill_id = asked(screen)
    screen.button(key=f"answer-{skill_id}-{level}").click().run()
    assert not screen.exception
    return skill_id


def list_of(profile: Profile, category: str) -> AppTest:
    """Open the full list at a category."""
    screen = visit("assess", profile)
    screen.segmented_control(key="way-to-rate").select("list").run()
    return screen.selectbox(key="category").select(category).run()


def test_without_a_target_there_is_no_question() -> None:
    screen = visit("assess")

    assert not screen.exception
    assert title(screen) == "Assess my skills"
    assert screen.info
    assert "explore-roles" in links(screen)
    assert not answers(screen)


def test_choosing_role_and_level_here_brings_the_first_question() -> None:
    screen = visit("assess")
    screen.selectbox(key="target-role").select("python-backend")
    screen.segmented_control(key="target-level").select("senior").run()

    first = questions(dataset(), aiming(), target(), count=1)[0].requirement
    assert asked(screen) in first.members
    assert len(answers(screen)) == 6


def test_an_answer_is_kept_and_the_next_question_comes(keeping: str | None) -> None:
    screen = visit("assess", aiming())
    if keeping:
        screen = visit("assess")
        screen.selectbox(key="target-role").select("python-backend")
        screen.segmented_control(key="target-level").select("senior").run()
    skill_id = answer(screen, 3)

    assert profile_of(screen).ratings == {skill_id: 3}
    assert asked(screen) != skill_id
    if keeping:
        assert stored(keeping).ratings == {skill_id: 3}


def test_none_yet_is_an_answer_and_not_the_same_as_unrated() -> None:
    screen = visit("assess", aiming())
    skill_id = answer(screen, 0)

    assert profile_of(screen).ratings == {skill_id: 0}


def test_an_answer_is_announced_with_the_readiness_so_far() -> None:
    screen = visit("assess", aiming())
    skill_id = answer(screen, 4)

    report = gap_report(dataset(), profile_of(screen), target())
    (said,) = screen.success
    assert f"{plain(dataset().skills[skill_id].name)} 4" in said.value
    assert report.readiness is not None
    assert share(report.readiness) in said.value


def test_not_now_puts_a_question_aside_without_rating_it() -> None:
    screen = visit("assess", aiming())
    put_aside = asked(screen)
    button(screen, NOT_NOW).click().run()

    assert profile_of(screen).ratings == {}
    assert len(profile_of(screen).passed) == 1
    assert asked(screen) != put_aside


def test_questions_put_aside_come_last() -> None:
    screen = visit("assess", aiming())
    seen = []
    for _ in target().requirements:
        seen.append(asked(screen))
        button(screen, NOT_NOW).click().run()

    assert len(set(seen)) == len(target().requirements)
    assert asked(screen) == seen[0]


def test_back_shows_the_last_answer_again_and_a_new_one_replaces_it() -> None:
    screen = visit("assess", aiming())
    assert button(screen, BACK).disabled
    first, second = answer(screen, 2), answer(screen, 3)

    button(screen, BACK).click().run()
    assert asked(screen) == second
    assert answer(screen, 5) == second

    button(screen, BACK).click().run()
    button(screen, BACK).click().run()
    assert asked(screen) == first
    assert profile_of(screen).ratings == {first: 2, second: 5}


def test_a_one_of_group_asks_about_the_member_one_chooses() -> None:
    screen = visit("assess", aiming())
    while not (pills := _member_pills(screen)):
        button(screen, NOT_NOW).click().run()
    group_id = str(pills[0].key).removeprefix("member-")
    usual = asked(screen)
    (other, *_) = (m for m in dataset().groups[group_id].members if m != usual)

    pills[0].select(other).run()

    assert asked(screen) == other
    assert profile_of(screen).stack == {group_id: other}
    answer(screen, 3)
    assert profile_of(screen).ratings == {other: 3}


def _member_pills(screen: AppTest) -> list[ButtonGroup[str]]:
    return [each for each in screen.pills if str(each.key).startswith("member-")]


def test_after_the_short_assessment_the_gap_is_offered_and_more_questions() -> None:
    screen = visit("assess", aiming())
    for place in range(SHORT_ASSESSMENT):
        answer(screen, place % 6)

    assert not answers(screen)
    left = len(target().requirements) - SHORT_ASSESSMENT
    button(screen, f"{left}{MORE}").click().run()
    assert answers(screen)

    for place in range(left):
        answer(screen, place % 6)
    assert len(profile_of(screen).ratings) == len(target().requirements)
    button(screen, SEE_GAP).click().run()
    assert title(screen) == title(visit("gap"))


def test_who_has_rated_everything_is_shown_the_way_to_the_gap_at_once() -> None:
    screen = visit("assess", full())

    assert not screen.exception
    assert not answers(screen)
    assert button(screen, SEE_GAP)


def test_the_gap_is_one_press_away_from_every_question() -> None:
    screen = visit("assess", aiming())
    assert "my-gap" in links(screen)
    answer(screen, 3)

    assert "my-gap" in links(screen)


def test_the_number_keys_can_be_switched_off_and_the_numbers_are_then_written() -> None:
    screen = visit("assess", aiming())
    assert [each.proto.shortcut for each in answers(screen)] == list("012345")

    screen.toggle(key="number-keys").set_value(False).run()

    assert {each.proto.shortcut for each in answers(screen)} == {""}
    assert [each.label[:5] for each in answers(screen)] == [f"**{n}**" for n in range(6)]
    turn_to(turn_to(screen, "about"), "assess")
    assert screen.toggle(key="number-keys").value is False


def test_what_other_answers_imply_is_said_and_not_taken_for_granted() -> None:
    profile = replace(aiming(), ratings=MappingProxyType({"asyncio": 4}))
    first = next(q for q in questions(dataset(), profile, target(), count=99) if q.implied)
    others = frozenset(r.id for r in target().requirements if r.id != first.requirement.id)
    screen = visit("assess", replace(profile, passed=others))

    assert asked(screen) in first.requirement.members
    assert "Implied by" in texts(screen, "markdown")
    assert profile_of(screen).ratings == {"asyncio": 4}


def test_the_full_list_has_every_skill_of_every_category() -> None:
    screen = list_of(aiming(), next(iter(dataset().categories)))
    for category in dataset().categories:
        screen.selectbox(key="category").select(category).run()

        assert not screen.exception
        shown = {str(e.key).removeprefix("scale-") for e in screen.segmented_control if str(e.key)[:6] == "scale-"}
        assert shown == {skill_id for skill_id, of in dataset().category_of.items() if of == category}


def test_a_scale_rates_and_a_second_press_makes_it_unrated(keeping: str | None) -> None:
    screen = list_of(aiming(), dataset().category_of["postgresql"])
    screen.segmented_control(key="scale-postgresql").select(4).run()
    assert profile_of(screen).ratings == {"postgresql": 4}
    assert plain(dataset().skills["postgresql"].behaviours[3]) in texts(screen, "caption")

    screen.segmented_control(key="scale-postgresql").set_value(None).run()
    assert profile_of(screen).ratings == {}
    if keeping:
        assert stored(keeping).ratings == {}


def test_the_list_shows_ratings_made_elsewhere() -> None:
    rated = replace(aiming(), ratings=MappingProxyType({"postgresql": 2}))
    screen = list_of(rated, dataset().category_of["postgresql"])

    assert screen.segmented_control(key="scale-postgresql").value == 2


def test_ratings_that_do_not_fit_together_are_asked_about() -> None:
    skill = dataset().skills["asyncio"]
    need = skill.requires[0]
    doubtful = replace(aiming(), ratings=MappingProxyType({"asyncio": 5, need.skill: 0}))
    screen = list_of(doubtful, dataset().category_of["asyncio"])

    assert any("may not fit together" in each.label for each in screen.expander)
    assert profile_of(screen).ratings == {"asyncio": 5, need.skill: 0}


def test_evidence_notes_and_state_are_kept(keeping: str | None) -> None:
    category = dataset().category_of["postgresql"]
    screen = list_of(aiming(), category)
    screen.session_state["open-postgresql"] = True
    screen.run()

    screen.text_area(key="evidence-postgresql").input(" https://example.org/a \n\nTuned *one* query\n")
    screen.text_area(key="note-postgresql").input("Ask <b>Ada</b> about $x$ :smile:")
    screen.pills(key="state-postgresql-details").select("learning").run()

    kept = profile_of(screen)
    assert kept.evidence == {"postgresql": ("https://example.org/a", "Tuned *one* query")}
    assert kept.notes == {"postgresql": "Ask <b>Ada</b> about $x$ :smile:"}
    assert kept.states == {"postgresql": "learning"}
    assert kept.ratings == {}
    if keeping:
        assert stored(keeping) == replace(kept, target=stored(keeping).target)


def test_details_of_every_skill_can_be_opened() -> None:
    screen = list_of(full(), "databases")
    for skill_id, category in dataset().category_of.items():
        if category == "databases":
            screen.session_state[f"open-{skill_id}"] = True
    screen.run()

    assert not screen.exception
    assert len(screen.text_area) == 2 * sum(of == "databases" for of in dataset().category_of.values())
