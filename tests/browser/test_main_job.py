"""The main job, by mouse: from the start page to one's next three steps; and every address leads where it says."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from analysis.next_steps import next_steps
from analysis.questions import SHORT_ASSESSMENT
from analysis.readiness import gap_report
from pages.shared.wording import share
from tests.browser.conftest import Visit
from tests.browser.visitor import PAGES, ROLE, SEE_GAP, TARGET, Visitor, answer_by_mouse, data, full, set_route, target

pytestmark = pytest.mark.browser


def expect_the_computed_gap(visitor: Visitor) -> None:
    """Compare what is on the screen with what the analysis makes of the stored answers."""
    profile = visitor.profile
    report = gap_report(data(), profile, target())
    assert report.readiness is not None
    expect(visitor.page.get_by_test_id("stMetricValue").first).to_have_text(share(report.readiness))
    steps = next_steps(data(), profile, target(), only_rated=True)
    assert len(steps) == 3
    for place, step in enumerate(steps, start=1):
        name = f"{place}. {data().skills[step.skill_id].name}: {step.from_proficiency} to {step.to_proficiency}"
        expect(visitor.page.get_by_role("heading", name=re.compile(re.escape(name)))).to_have_count(1)


def test_from_start_to_three_steps_by_mouse(visit: Visit) -> None:
    visitor = visit()
    visitor.open()
    set_route(visitor)
    expect(visitor.page.get_by_role("combobox", name=ROLE)).to_have_value(re.compile("Python"))

    for place in range(SHORT_ASSESSMENT - 1):
        answer_by_mouse(visitor, (2, 3, 4)[place % 3])
    visitor.answers.nth(1).click()
    visitor.page.get_by_role("button", name=SEE_GAP).click()

    visitor.arrive("my-gap")
    assert len(visitor.profile.ratings) == SHORT_ASSESSMENT
    assert visitor.profile.target == TARGET
    expect(visitor.page.get_by_role("combobox", name=ROLE)).to_have_value(re.compile("Python"))
    expect_the_computed_gap(visitor)


def test_a_cold_link_to_any_page_shows_that_page_under_its_own_title(visit: Visit) -> None:
    visitor = visit(full())
    titles = set()
    for address in PAGES:
        page = visitor.open(address)
        titles.add(page.title())
        assert "Waymark" in page.title()
        expect(page.get_by_text("Page not found")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        # The raw names of scripts show when Streamlit's old navigation has taken over.
        assert page.get_by_role("link", name="my_data").count() == 0

    assert len(titles) == len(PAGES)


def test_a_link_with_choices_shows_what_it_says(visit: Visit) -> None:
    page = visit().open("explore-roles?role=nodejs-backend&level=staff&view=asks")

    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile("^Node"))
    expect(page.get_by_role("radio", name="Staff")).to_be_checked()
    expect(page.get_by_role("radio", name="What it asks")).to_be_checked()


def test_choices_go_into_the_address_and_back_and_forward_work(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("explore-roles?role=java-backend&level=junior")
    page.get_by_role("radio", name="Principal").click()
    expect(page).to_have_url(re.compile("level=principal"))
    visitor.turn_to("junior-to-senior")
    visitor.turn_to("about-the-data")

    page.go_back()
    visitor.arrive("junior-to-senior")
    page.go_back()
    visitor.arrive("explore-roles")
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile("^Java"))
    page.go_forward()
    visitor.arrive("junior-to-senior")


def test_every_link_between_pages_leads_to_a_page(visit: Visit) -> None:
    visitor = visit(full())
    visitor.open()
    for address in PAGES:
        visitor.turn_to(address)
        for link in visitor.page.get_by_test_id("stPageLink-NavLink").all():
            leads_to = (link.get_attribute("href") or "").partition("?")[0].rsplit("/", maxsplit=1)[-1]
            assert leads_to in PAGES
