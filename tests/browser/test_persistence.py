"""What one has entered is still there, for oneself alone: on another page, after a refresh, in a new tab, a restart."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

import pytest
from playwright.sync_api import Page, expect

from profiles.document import dumps, loads
from profiles.model import Profile
from tests.browser.conftest import Visit
from tests.browser.visitor import (
    PAGES,
    ROLE,
    TARGET,
    App,
    answer_by_mouse,
    data,
    full,
    set_route,
    write_note,
)

pytestmark = pytest.mark.browser

REPLACE, UNDO, ERASE, FOR_GOOD = "Replace my profile", "Undo", "Erase everything", "Erase for good"


def expect_on_my_data(page: Page, ratings: int, notes: int) -> None:
    """Compare the counts on My data: ratings, skills with evidence, notes."""
    said = page.get_by_text(re.compile("unguessable key"))
    expect(said).to_be_visible()
    numbers = re.findall(r"\b\d+\b", said.inner_text())
    assert (int(numbers[0]), int(numbers[2])) == (ratings, notes)


def test_everything_outlives_a_page_change_a_refresh_a_new_tab_and_a_restart(
    visit: Visit, app: App, tmp_path: Path
) -> None:
    visitor = visit()
    visitor.open()
    set_route(visitor)
    answer_by_mouse(visitor, 3, 4)
    write_note(visitor, "Ada's note of 2025")
    kept = visitor.profile
    assert len(kept.ratings) == 2
    assert kept.target == TARGET
    assert list(kept.notes.values()) == ["Ada's note of 2025"]

    visitor.turn_to("my-saved-data")
    expect_on_my_data(visitor.page, 2, 1)
    visitor.page.reload()
    visitor.arrive("my-saved-data")
    expect_on_my_data(visitor.page, 2, 1)

    visitor.new_tab()
    visitor.open("my-gap")
    expect(visitor.page.get_by_role("combobox", name=ROLE)).to_have_value(re.compile("Python"))
    expect(visitor.page.get_by_test_id("stMetricValue").first).to_have_text(re.compile(r"\d %"))

    app.stop()
    app.start()
    visitor.open("my-saved-data")
    expect_on_my_data(visitor.page, 2, 1)
    assert visitor.profile == kept


def test_a_tab_that_stayed_open_over_a_restart_goes_on(visit: Visit, app: App) -> None:
    visitor = visit()
    visitor.open()
    set_route(visitor)
    answer_by_mouse(visitor, 3)
    state = visitor.page.locator("[data-testid=stApp]")
    app.stop()
    expect(state).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    app.start()
    visitor.settle()

    # A press in the moment in which the page is drawn anew does nothing; one presses again, as a person would.
    question = visitor.question()
    for _ in range(4):
        visitor.page.locator(f".st-key-{question}-2 button").first.click()
        try:
            expect(visitor.page.locator(f".st-key-{question}-0")).to_have_count(0, timeout=5000)
        except AssertionError:
            continue
        break
    assert sorted(visitor.profile.ratings.values()) == [2, 3]


def test_another_tab_sees_a_change_with_its_next_press(visit: Visit) -> None:
    visitor = visit(Profile(target=TARGET))
    first = visitor.open("my-saved-data")
    visitor.new_tab()
    visitor.open("assess-my-skills")
    answer_by_mouse(visitor, 3, 2)

    visitor.page = first
    visitor.turn_to("about-the-data")
    visitor.turn_to("my-saved-data")
    expect_on_my_data(first, 2, 0)


def test_two_browsers_never_see_each_other(visit: Visit) -> None:
    ada, bob = visit(), visit()
    for visitor, note in ((ada, "MARKER-ADA"), (bob, "MARKER-BOB")):
        visitor.open()
        set_route(visitor)
        write_note(visitor, note)
    answer_by_mouse(ada, 4)
    assert ada.key != bob.key

    for visitor, own, other in ((ada, "MARKER-ADA", "MARKER-BOB"), (bob, "MARKER-BOB", "MARKER-ADA")):
        for address in PAGES:
            visitor.turn_to(address)
            assert other not in visitor.page.content()
        assert list(visitor.profile.notes.values()) == [own]
    assert (list(ada.profile.ratings.values()), bob.profile.ratings) == ([4], {})


def test_the_download_is_the_profile_and_comes_back_in_another_browser(visit: Visit, tmp_path: Path) -> None:
    ada, bob = visit(full("A note")), visit()
    page = ada.open("my-saved-data")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    assert file.name == "waymark-profile.json"
    assert loads(file.read_bytes(), data()).profile == ada.profile

    bob.open("my-saved-data")
    bob.page.locator("input[type=file]").set_input_files(file)
    bob.page.get_by_role("button", name=REPLACE).click()
    expect(bob.page.get_by_role("button", name=UNDO)).to_be_visible()
    assert bob.profile == ada.profile


def test_a_double_click_replaces_and_erases_once(visit: Visit, tmp_path: Path) -> None:
    before, copy = full("before"), Profile(ratings=MappingProxyType({"python": 2}), target=TARGET)
    file = tmp_path / "copy.json"
    file.write_text(dumps(copy), encoding="utf-8")
    visitor = visit(before)
    page = visitor.open("my-saved-data")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=REPLACE).dblclick()
    expect(page.get_by_role("button", name=UNDO)).to_be_visible()
    visitor.settle()
    assert visitor.profile == copy

    # Had the second click replaced the copy by itself, undo would bring back the copy.
    page.get_by_role("button", name=UNDO).click()
    expect(page.get_by_role("button", name=UNDO)).to_have_count(0)
    assert visitor.profile == before

    page.get_by_role("button", name=ERASE).dblclick()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_have_count(1)
    assert visitor.profile == before
    dialog.get_by_role("button", name=FOR_GOOD).dblclick()
    expect(dialog).to_have_count(0)
    visitor.settle()
    assert visitor.profile == Profile()
    expect_on_my_data(page, 0, 0)


def test_erase_can_be_left_by_escape(visit: Visit) -> None:
    visitor = visit(full())
    page = visitor.open("my-saved-data")
    page.get_by_role("button", name=ERASE).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert visitor.profile == full()
