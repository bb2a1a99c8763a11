"""Nothing needs a mouse: the main job and the skill graph by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from analysis.layout import skill_layers
from analysis.questions import SHORT_ASSESSMENT
from profiles.model import Profile
from tests.browser.conftest import Visit
from tests.browser.visitor import (
    GO,
    LEVEL,
    PAGES,
    ROLE,
    SEE_GAP,
    TARGET,
    Visitor,
    data,
    full,
    target,
    write_note,
)

pytestmark = pytest.mark.browser

#: No control of ours lies more presses away than this.
MOST_TABS = 45
HAS_FOCUS = "e => { const at = e.getRootNode().activeElement; return at !== null && (e === at || e.contains(at)); }"
GRAPH = "explore-roles?role=python-backend&level=senior&view=graph"


def tab_to(visitor: Visitor, control: Locator) -> None:
    """Press Tab until a control has the focus."""
    control.wait_for()
    for _ in range(MOST_TABS):
        visitor.page.keyboard.press("Tab")
        if control.evaluate(HAS_FOCUS):
            return
    pytest.fail(f"{MOST_TABS} presses of Tab do not reach {control}")


def test_the_main_job_by_keyboard_alone(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    press = page.keyboard.press

    tab_to(visitor, page.get_by_role("combobox", name=ROLE))
    page.keyboard.type("Python")
    press("Enter")
    levels = page.get_by_role("radiogroup", name=LEVEL, exact=True)
    tab_to(visitor, levels)
    senior = levels.get_by_role("radio", name="Senior")
    for _ in range(4):
        if senior.evaluate(HAS_FOCUS):
            break
        press("ArrowRight")
    press("Space")
    expect(senior).to_be_checked()
    expect(page.get_by_role("button", name=GO)).to_be_enabled()
    tab_to(visitor, page.get_by_role("button", name=GO))
    press("Enter")
    visitor.arrive("assess-my-skills")

    for place in range(SHORT_ASSESSMENT):
        question = visitor.question()
        press("123450"[place % 6])
        visitor.wait_for_another_question(question)
    tab_to(visitor, page.get_by_role("button", name=SEE_GAP))
    press("Enter")
    visitor.arrive("my-gap")

    assert visitor.profile.target == TARGET
    assert sorted(visitor.profile.ratings.values()) == sorted(
        (1, 2, 3, 4, 5, 0)[n % 6] for n in range(SHORT_ASSESSMENT)
    )
    expect(page.get_by_role("heading", name=re.compile(r"^[123]\. "))).to_have_count(3)


def test_a_number_typed_into_a_note_answers_nothing(visit: Visit) -> None:
    visitor = visit(Profile(target=TARGET))
    visitor.open("assess-my-skills")
    question = visitor.question()
    write_note(visitor, "In 2025: 3 of 5")
    visitor.settle()

    assert visitor.question() == question
    assert visitor.profile.ratings == {}


def test_the_first_tab_skips_to_the_content(visit: Visit) -> None:
    page = visit().open("about-the-data")
    page.keyboard.press("Tab")

    assert page.get_by_role("link", name="Skip to main content").evaluate(HAS_FOCUS)


def test_every_control_can_be_reached_and_left_again(visit: Visit) -> None:
    visitor = visit(full())
    for address in ("", "my-saved-data"):
        page = visitor.open(address)
        seen = []
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("() => document.activeElement.outerHTML.slice(0, 300)"))
        buttons = page.locator("main button:visible:not([disabled])")
        assert len(set(seen)) >= buttons.count(), PAGES[address]
        assert seen[-1] != seen[-2], "the focus is stuck"


def test_the_graph_has_the_same_skills_as_its_table(visit: Visit) -> None:
    visitor = visit(full())
    page = visitor.open(GRAPH)
    nodes = page.locator(".skill-graph .node")
    placed = skill_layers(data(), target(), choices=data().roles[target().role_id].stack)
    expect(nodes).to_have_count(len(placed))

    labels = [str(each.get_attribute("aria-label")).split(", asked at")[0] for each in nodes.all()]
    first_column = [each.inner_text().strip() for each in page.locator("main table tbody tr > :first-child").all()]
    assert labels == first_column == [data().skills[each.skill_id].name for each in placed]


def test_arrow_keys_walk_the_graph_and_enter_tells_of_neighbours(visit: Visit) -> None:
    visitor = visit(full())
    page = visitor.open(GRAPH)
    nodes = page.locator(".skill-graph .node")
    placed = skill_layers(data(), target(), choices=data().roles[target().role_id].stack)
    place = next(n for n, each in enumerate(placed) if each.layer == 0 and each.opens)
    ids = [each.skill_id for each in placed]
    nodes.first.wait_for()
    assert [each.get_attribute("tabindex") for each in nodes.all()].count("0") == 1

    tab_to(visitor, nodes.first)
    for _ in range(placed[place].row - placed[0].row):
        page.keyboard.press("ArrowDown")
    assert nodes.nth(place).evaluate(HAS_FOCUS)
    page.keyboard.press("ArrowRight")
    neighbour = ids.index(placed[place].opens[0])
    assert nodes.nth(neighbour).evaluate(HAS_FOCUS)

    page.keyboard.press("Enter")
    chosen = placed[neighbour]
    expect(page.locator(".skill-graph .node.near")).to_have_count(1 + len({*chosen.needs, *chosen.opens}))
    expect(nodes.nth(neighbour)).to_have_attribute("aria-pressed", "true")
    said = page.locator(".skill-graph-said")
    expect(said).to_have_attribute("role", "status")
    for skill_id in (chosen.skill_id, *chosen.needs, *chosen.opens):
        expect(said).to_contain_text(data().skills[skill_id].name)

    page.keyboard.press("Escape")
    expect(said).to_have_text("")
    expect(page.locator(".skill-graph .node.near")).to_have_count(0)
