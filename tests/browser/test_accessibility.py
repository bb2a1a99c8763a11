"""WCAG 2.2 AA as far as a machine can tell: axe on every screen, in both themes, wide and narrow, empty and full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from profiles.model import Profile
from tests.browser.conftest import Visit
from tests.browser.visitor import DETAILS, NOTE, PAGES, TARGET, Visitor, full

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
GRAVE = ("serious", "critical")
#: A wide table of Streamlit's scrolls sideways on a phone. axe wants a tab stop in it; browsers make one by
#: themselves, which `test_a_table_that_scrolls_can_be_scrolled_by_keyboard` sees to.
EXCEPTED = ("scrollable-region-focusable", ".stTable")
IS_WITHIN = "([target, holder]) => document.querySelector(target)?.closest(holder) != null"
PARTS = ("What it asks", "Ladder", "Pay and outlook", "Skill graph")
AXE = Axe()
#: What must hold on every screen beside what axe knows.
SHAPE = """() => ({
    language: document.documentElement.lang,
    headings: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
        .filter(e => e.checkVisibility()).map(e => +e.tagName[1]),
    content: Math.max(document.documentElement.scrollWidth, document.querySelector("[data-testid=stMain]").scrollWidth),
    window: innerWidth,
})"""


#: The part that scrolls of the table that holds the focus, which may be on one of its cells.
SCROLLER = "document.activeElement.closest('.stTable > div')"
SIZES = "() => [...document.querySelectorAll('main *')].map(e => e.clientWidth + e.scrollWidth).join()"


def violations(visitor: Visitor, screen: str) -> Iterator[str]:
    """List what axe finds grave on a screen, with where and why."""
    page = visitor.page
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.axe_script)
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS)
    for violation in found["violations"]:
        if violation["impact"] in GRAVE:
            for node in violation["nodes"]:
                rule, holder = EXCEPTED
                if violation["id"] == rule and page.evaluate(IS_WITHIN, [node["target"][0], holder]):
                    continue
                yield (
                    f"{screen}: {violation['id']} ({violation['impact']}) at {node['target']}\n"
                    f"    {node['html'][:160]}\n    {str(node['failureSummary'])[:300]}"
                )


def misshapen(visitor: Visitor, screen: str) -> Iterator[str]:
    """List what is wrong with language, headings and width."""
    shape = visitor.page.evaluate(SHAPE)
    headings = shape["headings"]
    if shape["language"] != "en":
        yield f"{screen}: the document's language is {shape['language']!r}"
    if headings.count(1) != 1 or headings[0] != 1:
        yield f"{screen}: headings are {headings}; the first and only the first must be of level 1"
    if any(later - earlier > 1 for earlier, later in pairwise(headings)):
        yield f"{screen}: headings skip a level: {headings}"
    if shape["content"] > shape["window"]:
        yield f"{screen}: {shape['content']} pixels of content in a window of {shape['window']}"


def is_still(visitor: Visitor) -> None:
    """Wait until a screen has taken its new width: for two looks, 100 ms apart, nothing has moved."""
    before = None
    for _ in range(20):
        visitor.page.wait_for_timeout(100)
        now = visitor.page.evaluate(SIZES)
        if now == before:
            return
        before = now


def screens(visitor: Visitor) -> Iterator[str]:
    """Walk through every page, and every part of a role's page (these once: with a profile they show more)."""
    visitor.open()
    for address, heading in PAGES.items():
        if address:
            visitor.turn_to(address)
        yield heading
        if address == "explore-roles" and visitor.profile.ratings:
            for part in PARTS:
                visitor.page.get_by_role("radio", name=part).click()
                expect(visitor.page.get_by_role("radio", name=part)).to_be_checked()
                visitor.settle()
                yield part


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("who", [Profile, full], ids=["empty", "full"])
def test_no_screen_has_a_grave_violation(who: Callable[[], Profile], theme: str, visit: Visit) -> None:
    visitor = visit(who(), viewport=WIDE, color_scheme=theme, reduced_motion="reduce")
    found: list[str] = []
    for screen in screens(visitor):
        for size in (NARROW, WIDE):
            visitor.page.set_viewport_size({"width": size["width"], "height": size["height"]})
            is_still(visitor)
            name = f"{screen}, {theme}, {size['width']} px"
            found += [*violations(visitor, name), *misshapen(visitor, name)]

    assert not found, "\n".join(found)


def test_a_table_that_scrolls_can_be_scrolled_by_keyboard(visit: Visit) -> None:
    visitor = visit(full(), viewport=NARROW)
    page = visitor.open("my-gap")
    page.locator(".stTable").first.wait_for()
    is_still(visitor)
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => {SCROLLER} !== null && {SCROLLER}.scrollWidth > {SCROLLER}.clientWidth"):
            break
    else:
        pytest.fail("Tab reaches no table")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => {SCROLLER}.scrollLeft > 0")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_questions_dialog_and_errors_have_no_grave_violation(theme: str, visit: Visit) -> None:
    visitor = visit(Profile(target=TARGET), viewport=NARROW, color_scheme=theme, reduced_motion="reduce")
    page = visitor.open("assess-my-skills")
    page.locator("summary", has_text=DETAILS).first.click()
    page.get_by_role("textbox", name=NOTE).wait_for()
    # Streamlit darkens what the pointer is on; that is not how it is read.
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    found = list(violations(visitor, "a question with its details"))

    visitor.open("my-saved-data")
    page.locator("input[type=file]").set_input_files(
        {"name": "broken.json", "mimeType": "application/json", "buffer": b"{"}
    )
    page.get_by_text("This file was not used").wait_for()
    found += violations(visitor, "a refused file")
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(300)
    found += violations(visitor, "the dialog")

    visitor.open("explore-roles?role=alchemist")
    found += violations(visitor, "a notice")
    assert not found, "\n".join(found)


def test_an_answer_and_a_refusal_are_announced(visit: Visit) -> None:
    visitor = visit(Profile(target=TARGET))
    page = visitor.open("assess-my-skills")
    visitor.answers.nth(3).click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()

    visitor.open("my-saved-data")
    page.locator("input[type=file]").set_input_files(
        {"name": "broken.json", "mimeType": "application/json", "buffer": b"{"}
    )
    expect(page.locator("[role=alert], [role=status]").filter(has_text="was not used")).to_be_visible()


def test_every_chart_says_its_finding(visit: Visit) -> None:
    visitor = visit(full())
    for address in ("my-gap", "explore-roles?role=python-backend&level=senior&view=pay"):
        page = visitor.open(address)
        charts = page.get_by_test_id("stPlotlyChart")
        charts.first.wait_for()
        for chart in charts.all():
            said = chart.evaluate(
                "e => [e, ...e.querySelectorAll('*')].map(c => c.getAttribute('aria-label') || '').join(' ')"
            )
            assert len(str(said).strip()) > 20, address
