"""Nothing leaves the machine, nothing personal stands in an address, and hostile text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import expect

from pages.shared.serving import KEY_COOKIE
from profiles.model import Profile
from tests.browser.conftest import Visit
from tests.browser.visitor import NOTE, PAGES, ROOT, TARGET, App, answer_by_mouse, full, set_route, write_note

pytestmark = pytest.mark.browser

MARKER = "MARKER-Lovelace"
VIEWS = ("pay", "graph")
HOSTILE = {
    "script": "<script>window.hit=1</script>",
    "picture": "<img src=x onerror=window.hit=1>",
    "markdown": "![x](https://evil.test/x.png) [y](javascript:window.hit=1)",
    "backticks": "``` ![x](https://evil.test/x.png) ```",
    "unknown": "alchemist",
    "long": "x" * 6000,
    "blank": "",
    "odd": "\u202e\u0000%00../../etc/passwd",
}


def test_no_page_fetches_anything_from_elsewhere_or_breaks_the_policy(visit: Visit) -> None:
    visitor = visit(full(MARKER))
    visitor.open()
    for address in PAGES:
        visitor.turn_to(address)
    for view in VIEWS:
        visitor.open(f"explore-roles?role=python-backend&level=senior&view={view}")

    assert len(visitor.requests) > len(PAGES)
    assert visitor.foreign == []
    assert visitor.failures == []


def test_a_policy_violation_would_be_noticed(visit: Visit) -> None:
    """The check that every browser test ends with is itself awake."""
    visitor = visit()
    page = visitor.open()
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = '1'; document.head.append(s); }")
    page.wait_for_timeout(100)
    assert [each for each in visitor.failures if "Content Security Policy" in each]
    visitor.failures.clear()


def test_no_address_holds_anything_personal(visit: Visit) -> None:
    visitor = visit()
    visitor.open()
    set_route(visitor)
    answer_by_mouse(visitor, 3)
    write_note(visitor, MARKER)
    visitor.turn_to("my-gap")
    visitor.turn_to("my-saved-data")
    with visitor.page.expect_download():
        visitor.page.get_by_role("button", name="Download").click()

    for request in visitor.requests:
        address = unquote(request.url)
        assert MARKER not in address
        assert visitor.key not in address
        assert not any(skill_id in address.rpartition("?")[2] for skill_id in visitor.profile.ratings)
    assert "?" not in visitor.page.url


def test_the_key_is_out_of_reach_of_scripts(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()

    (cookie,) = (each for each in visitor.context.cookies() if each.get("name") == KEY_COOKIE)
    assert cookie.get("httpOnly") is True
    assert cookie.get("sameSite") == "Lax"
    assert visitor.key not in str(page.evaluate("() => document.cookie + JSON.stringify({...localStorage})"))
    assert visitor.key not in page.content()


def test_pictures_and_scripts_in_one_s_own_texts_fetch_and_run_nothing(visit: Visit) -> None:
    hostile = " ".join((HOSTILE["picture"], HOSTILE["markdown"], HOSTILE["script"]))
    profile = Profile(target=TARGET, origin=hostile[:100])
    for skill_id in ("python", "postgresql"):
        profile = profile.rated(skill_id, 5).noted(skill_id, hostile).evidenced(skill_id, (hostile,))
    profile = profile.rated(hostile[:100], 3)
    visitor = visit(profile)
    visitor.open()
    for address in PAGES:
        visitor.turn_to(address)
        assert visitor.page.evaluate("() => window.hit") is None
    visitor.turn_to("assess-my-skills")
    visitor.page.get_by_role("radio", name="Full list").click()
    visitor.page.locator("summary", has_text=re.compile("evidence")).first.click()
    visitor.page.get_by_role("textbox", name=NOTE).wait_for()

    assert visitor.page.evaluate("() => window.hit") is None
    assert visitor.page.locator('main img[src*="evil"], main a[href^="javascript"]').count() == 0
    assert visitor.foreign == []


def test_a_hostile_address_shows_a_notice_and_nothing_runs(visit: Visit) -> None:
    visitor = visit()
    for text in HOSTILE.values():
        page = visitor.open(f"explore-roles?role={quote(text)}&level=senior")

        expect(page.get_by_test_id("stAlert").filter(has_text="This link asks for")).to_be_visible()
        expect(page.get_by_role("heading", level=2).first).to_be_visible()
        assert page.evaluate("() => window.hit") is None
        assert page.locator("main script, main img[src*=evil], main img[onerror]").count() == 0
        assert len(page.url) < 300


def test_unknown_parameters_change_nothing(visit: Visit) -> None:
    visitor = visit(full())
    for address in ("", "my-gap", "my-saved-data"):
        page = visitor.open(f"{address}?next=//evil.test&user=admin&debug=1&q={quote(HOSTILE['script'])}")
        assert page.url.startswith(visitor.app.url)
        assert page.evaluate("() => window.hit") is None
    assert visitor.profile == full()


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[App]:
    """The app with a page that fails, quoting a person."""
    script = tmp_path / "broken.py"
    source = (ROOT / "app.py").read_text(encoding="utf-8").replace("Path(__file__).parent", f"Path({str(ROOT)!r})")
    script.write_text(
        f"{source}\n"
        "import careerdata.stats\n"
        "def counts(dataset):\n"
        f"    raise ValueError('{MARKER} earns 90000')\n"
        "careerdata.stats.counts = counts\n",
        encoding="utf-8",
    )
    app = App(tmp_path, str(script))
    app.start()
    yield app
    app.stop()


def test_a_page_that_fails_is_calm_and_neither_screen_nor_log_quotes_anybody(visit: Visit, broken: App) -> None:
    visitor = visit(full(MARKER), at=broken)
    visitor.open()
    page = visitor.open("about-the-data")

    expect(page.get_by_text("This page could not be drawn")).to_be_visible()
    assert MARKER not in page.content()
    assert "ValueError" not in page.content()
    assert "A page failed: ValueError" in broken.log
    assert MARKER not in broken.log
    visitor.turn_to("my-gap")
    expect(page.get_by_test_id("stMetricValue").first).to_be_visible()


def test_the_log_of_all_this_names_nobody(visit: Visit, app: App) -> None:
    visitor = visit(full(MARKER))
    visitor.open("my-gap")

    assert MARKER not in app.log
    assert visitor.key not in app.log
