"""The main job on a phone, by touch."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from analysis.questions import SHORT_ASSESSMENT
from profiles.model import Profile
from tests.browser.conftest import Visit
from tests.browser.visitor import GO, LEVEL, PAGES, ROLE, SEE_GAP, TARGET, Visitor, full

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: WCAG 2.2, 2.5.8: targets of at least 24 by 24 pixels.
LEAST_TARGET = 24
WIDTHS = "() => [document.documentElement.scrollWidth, innerWidth]"


def expect_no_sideways_scroll(visitor: Visitor) -> None:
    content, window = visitor.page.evaluate(WIDTHS)
    assert content <= window, visitor.page.url


def test_from_start_to_three_steps_by_touch(visit: Visit) -> None:
    visitor = visit(**PHONE)
    page = visitor.open()
    page.get_by_role("combobox", name=ROLE).tap()
    page.get_by_role("option", name="Python").tap()
    page.get_by_role("radiogroup", name=LEVEL, exact=True).get_by_role("radio", name="Senior").tap()
    expect(page.get_by_role("button", name=GO)).to_be_enabled()
    page.get_by_role("button", name=GO).tap()
    visitor.arrive("assess-my-skills")
    expect_no_sideways_scroll(visitor)

    for place in range(SHORT_ASSESSMENT):
        question = visitor.question()
        visitor.answers.nth((2, 3, 4, 1)[place % 4]).tap()
        visitor.wait_for_another_question(question)
    page.get_by_role("button", name=SEE_GAP).tap()
    visitor.arrive("my-gap")

    assert visitor.profile.target == TARGET
    assert len(visitor.profile.ratings) == SHORT_ASSESSMENT
    expect(page.get_by_role("heading", name="1. ")).to_be_visible()
    expect_no_sideways_scroll(visitor)


def test_answers_are_large_enough_for_a_thumb(visit: Visit) -> None:
    visitor = visit(Profile(target=TARGET), **PHONE)
    visitor.open("assess-my-skills")
    visitor.question()
    boxes = [each.bounding_box() for each in visitor.answers.all()]

    assert len(boxes) == 6
    for box in boxes:
        assert box is not None
        assert min(box["width"], box["height"]) >= LEAST_TARGET


def test_every_page_is_reached_through_the_menu_and_fits(visit: Visit) -> None:
    visitor = visit(full(), **PHONE)
    page = visitor.open()
    for address in [*list(PAGES)[1:], ""]:
        page.get_by_test_id("stExpandSidebarButton").tap()
        page.get_by_test_id("stSidebarNavLink").and_(page.locator(f'[href$="/{address}"]')).tap()
        visitor.arrive(address)
        # Streamlit leaves its menu open over the page.
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").tap()
        expect_no_sideways_scroll(visitor)
