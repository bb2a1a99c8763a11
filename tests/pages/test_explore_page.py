"""Explore roles: what the address asks for is shown, and what is shown is what the dataset says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from analysis.layout import skill_layers
from careerdata.models import LEVEL_IDS
from pages.shared.wording import plain, proficiency
from profiles.model import Profile
from tests.pages.screen import TARGET, aiming, button, dataset, full, profile_of, target, texts, title, visit

VIEWS = ("overview", "asks", "ladder", "pay", "graph")
TAKE = "Make this my target"
HERE = {"role": "python-backend", "level": "senior"}


@pytest.mark.parametrize("who", [Profile, full], ids=["empty", "full"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_part_is_drawn(view: str, who: Callable[[], Profile]) -> None:
    screen = visit("explore", who(), at={**HERE, "view": view})

    assert not screen.exception
    assert title(screen) == "Explore roles"
    assert not screen.info
    assert screen.header[0].value.startswith(dataset().roles["python-backend"].name)


def test_every_level_of_every_role_says_how_much_it_asks() -> None:
    screen = visit("explore")
    for role, level in product(dataset().roles, LEVEL_IDS):
        screen.selectbox(key="picked-role").select(role)
        screen.segmented_control(key="picked-level").select(level).run()

        asked = dataset().role_levels[f"{role}:{level}"].requirements
        must = sum(requirement.tier == "must" for requirement in asked)
        assert not screen.exception
        assert f"{len(asked)} skills" in texts(screen)
        assert f"{must} must-haves" in texts(screen)


def test_without_an_address_one_s_own_target_is_shown() -> None:
    screen = visit("explore", aiming())

    assert screen.selectbox(key="picked-role").value == "python-backend"
    assert screen.segmented_control(key="picked-level").value == "senior"


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("role", "alchemist"),
        ("level", "wizard"),
        ("view", "secrets"),
        ("role", "<script>alert(1)</script>"),
        ("role", "x" * 5000),
        ("role", ""),
        ("level", "`**_:red[x]"),
    ],
)
def test_an_unknown_id_in_the_address_shows_a_notice_and_something_that_exists(field: str, asked: str) -> None:
    screen = visit("explore", at={**HERE, field: asked})

    assert not screen.exception
    (notice,) = screen.info
    assert len(notice.value) < 200
    assert asked[:9].replace("`", "") in notice.value
    assert screen.query_params[field] != asked
    assert screen.header[0].value


def test_a_notice_shows_hostile_text_as_letters() -> None:
    screen = visit("explore", at={"role": "`![x](https://evil.test/x.png)`"})

    (notice,) = screen.info
    assert "`![x](https://evil.test/x.png)`" in notice.value
    assert notice.value.count("`") == 2


def test_choices_go_into_the_address_as_ids() -> None:
    screen = visit("explore")
    screen.selectbox(key="picked-role").select("nodejs-backend").run()
    screen.segmented_control(key="picked-level").select("staff").run()
    screen.segmented_control(key="picked-view").select("asks").run()

    assert screen.query_params == {"role": "nodejs-backend", "level": "staff", "view": "asks"}
    assert screen.header[0].value.startswith(dataset().roles["nodejs-backend"].name)
    assert profile_of(screen).target is None


def test_the_address_never_carries_the_person() -> None:
    screen = visit("explore", full(), at={**HERE, "view": "graph"})

    assert set(screen.query_params) == {"role", "level", "view"}


def test_the_list_has_every_requirement_once_by_tier() -> None:
    screen = visit("explore", at={**HERE, "view": "asks"})

    rows = [row for table in screen.table for row in table.value.to_dict("records")]
    assert len(rows) == len(target().requirements)
    for requirement in target().requirements:
        name = f"**{plain(dataset().name(requirement.id))}**"
        (row,) = [row for row in rows if row["Skill"].split("  \n")[0] == name]
        assert proficiency(requirement.proficiency) in " ".join(row.values())


def test_the_ladder_has_every_level_and_every_track() -> None:
    screen = visit("explore", at={**HERE, "view": "ladder"})

    labels = [expander.label for expander in screen.expander]
    names = [level.name for level in dataset().levels.values()] + [track.name for track in dataset().tracks.values()]
    for name in names:
        assert any(label.startswith(f"**{plain(name)}**") for label in labels)


def test_pay_shows_every_figure_of_a_country_with_its_source() -> None:
    screen = visit("explore", at={**HERE, "view": "pay"})
    screen.selectbox(key="country").select("PL").run()

    figures = [
        figure
        for figure in dataset().pay.values()
        if figure.country == "PL" and (not figure.roles or "python-backend" in figure.roles)
    ]
    rows = [row for table in screen.table for row in table.value.to_dict("records") if "n" in row]
    assert not screen.exception
    assert len(rows) == len(figures) > 0
    assert all(row["Source"] for row in rows)


def test_every_country_can_be_chosen() -> None:
    screen = visit("explore", at={**HERE, "view": "pay"})
    for place in range(len(screen.selectbox(key="country").options)):
        screen.selectbox(key="country").select_index(place).run()
        assert not screen.exception
        assert screen.table


def test_the_graph_s_text_has_every_skill_with_mine() -> None:
    screen = visit("explore", full(), at={**HERE, "view": "graph"})
    placed = skill_layers(dataset(), target(), choices=dataset().roles["python-backend"].stack)

    rows = screen.table[0].value.to_dict("records")
    assert [row["Skill"] for row in rows] == [plain(dataset().skills[each.skill_id].name) for each in placed]
    assert [row["I have"] for row in rows] == [str(full().ratings.get(each.skill_id, "not rated")) for each in placed]


def test_a_role_becomes_my_target_and_leads_to_the_questions() -> None:
    screen = visit("explore", at=HERE)
    button(screen, TAKE).click().run()

    assert profile_of(screen).target == TARGET
    assert title(screen) == title(visit("assess"))


def test_what_is_my_target_already_is_not_offered_again() -> None:
    screen = visit("explore", aiming(), at=HERE)

    assert not [each for each in screen.button if TAKE in each.label]
