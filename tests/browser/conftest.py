"""A running app, a real Chromium, and visitors; whatever a visitor does is checked for foreign requests at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from pages.shared.serving import KEY_COOKIE
from profiles.model import Profile
from tests.browser.visitor import App, Visitor

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: Milliseconds; generous, because every wait ends as soon as what it waits for is there.
PATIENCE = 20_000

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app, running for all browser tests."""
    running = App(tmp_path_factory.mktemp("app"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: Playwright's event loop must not be running when other tests start theirs."""
    if not CHROMIUM.exists():
        reason = f"There is no browser at {CHROMIUM}. Install Chromium there to run these tests."
        if os.environ.get("WAYMARK_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, app: App) -> Iterator[Visit]:
    """Make visitors, each with cookies of their own; `who` is the profile they come with."""
    made: list[Visitor] = []

    def visitor(who: Profile | None = None, *, at: App = app, **settings: Any) -> Visitor:
        context = chromium.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        if who is not None:
            key = f"{os.urandom(16).hex()}-{len(made):010d}"
            at.seed(key, who)
            context.add_cookies([{"name": KEY_COOKIE, "value": key, "url": at.url, "httpOnly": True}])
        made.append(Visitor(at, context))
        return made[-1]

    yield visitor
    for each in made:
        each.context.close()
    assert [url for each in made for url in each.foreign] == []
    assert [failure for each in made for failure in each.failures] == []
    assert not [request.url for each in made for request in each.requests if KEY_COOKIE in urlsplit(request.url).query]
