"""The app in a process of its own, and a visitor who uses it through a real browser."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from careerdata.dataset import Dataset, RoleLevel
from careerdata.loader import SHIPPED, shipped
from pages.shared.serving import KEY_COOKIE
from profiles.model import Profile
from profiles.store import DATABASE_VARIABLE, Store, open_store

ROOT = SHIPPED.parent.parent
#: Seconds a server may take to start on a busy machine.
START = 60
TARGET = "python-backend:senior"

#: address -> the h1 of the page.
PAGES: Mapping[str, str] = MappingProxyType(
    {
        "": "Where are you, and what is the next step?",
        "explore-roles": "Explore roles",
        "junior-to-senior": "Junior to senior",
        "assess-my-skills": "Assess my skills",
        "my-gap": "My gap",
        "my-saved-data": "My data",
        "about-the-data": "About the data and the method",
    }
)
#: What the tests read or press, in one place.
ROLE, LEVEL = "Role I am aiming at", "Level"
GO, SEE_GAP, NOTE = "next three steps", "See my gap", "Note to myself"
DETAILS = "Sentences, evidence"
#: Streamlit's page looks for its server's health below the page's own address first: answered 404, then found.
KNOWN_404 = re.compile(r"/(?:[\w-]+/)?_stcore/(?:health|host-config)$")


class App:
    """The app as `streamlit run` serves it, with a database of its own; it can be stopped and started again."""

    def __init__(self, folder: Path, script: str = "app.py") -> None:
        self.folder = folder
        self.script = script
        self.database = f"sqlite:///{folder / 'profiles.sqlite3'}"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.written: IO[bytes] | None = None

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        self.written = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", self.script, "--server.port", str(self.port)],
            cwd=ROOT,
            env={**os.environ, DATABASE_VARIABLE: self.database, "PYTHONPATH": str(ROOT)},
            stdout=self.written,
            stderr=subprocess.STDOUT,
        )
        for _ in range(START * 10):
            assert self.process.poll() is None, f"the server ended at once:\n{self.log}"
            try:
                with urllib.request.urlopen(f"{self.url}/ready", timeout=5) as answer:
                    assert answer.headers["Content-Type"] == "application/json", "this is not our server"
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not become ready:\n{self.log}")

    def stop(self) -> None:
        if self.process is not None and self.written is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.written.close()

    def store(self) -> Store:
        return open_store(self.database, shipped())

    def stored(self, key: str) -> Profile:
        """Give a profile as it is on disk."""
        store = self.store()
        try:
            return store.read(key).profile
        finally:
            store.close()

    def seed(self, key: str, profile: Profile) -> None:
        """Put a profile on disk."""
        store = self.store()
        try:
            store.edit(key, lambda _: profile)
        finally:
            store.close()


class Visitor:
    """Somebody with a browser of their own: one set of cookies, one or more tabs, and everything they ever fetched."""

    def __init__(self, app: App, context: BrowserContext) -> None:
        self.app = app
        self.context = context
        self.requests: list[Request] = []
        self.failures: list[str] = []
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        page = self.context.new_page()
        page.on("request", self._fetched)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.failures.append(f"script error: {error}"))
        self.page = page
        return page

    def _fetched(self, request: Request) -> None:
        self.requests.append(request)

    def _heard(self, message: ConsoleMessage) -> None:
        place = str(message.location.get("url", ""))
        is_known = KNOWN_404.search(urlsplit(place).path) and "404" in message.text
        is_cut = "WebSocket" in message.text or "ERR_CONNECTION" in message.text
        if message.type == "error" and not is_known and not is_cut:
            self.failures.append(f"console: {message.text} ({place})")

    @property
    def key(self) -> str:
        (cookie,) = (each for each in self.context.cookies() if each.get("name") == KEY_COOKIE)
        return str(cookie.get("value"))

    @property
    def profile(self) -> Profile:
        return self.app.stored(self.key)

    def wait_until_saved(self, is_so: Callable[[Profile], bool]) -> None:
        """Wait until the profile on disk is as it should be: what is typed is saved a moment later."""
        for _ in range(200):
            if is_so(self.profile):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"not saved; on disk is {self.profile}")

    @property
    def foreign(self) -> list[str]:
        """List what was fetched from anywhere but the app."""
        own = ("http", f"127.0.0.1:{self.app.port}")
        split = [(urlsplit(request.url), request.url) for request in self.requests]
        return [
            url for parts, url in split if parts.scheme not in ("data", "blob") and (parts.scheme, parts.netloc) != own
        ]

    def open(self, address: str = "") -> Page:
        """Open an address as from a link in a mail: everything is fetched and drawn anew."""
        self.page.goto(f"{self.app.url}/{address}")
        self.arrive(address.partition("?")[0])
        return self.page

    def arrive(self, address: str) -> None:
        """Wait until a page is there and still."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(PAGES[address])))
        self.settle()

    def settle(self) -> None:
        """Wait until the server has nothing more to say, and what it said is drawn."""
        app = self.page.locator("[data-testid=stApp]")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)

    def turn_to(self, address: str) -> None:
        """Follow the navigation."""
        self.page.locator(f'header a[href$="/{address}"]').first.click()
        self.arrive(address)

    @property
    def answers(self) -> Locator:
        return self.page.locator('[class*="st-key-answer-"] button')

    def question(self) -> str:
        """Name the question on the screen, once it is there, by the class of its first answer."""
        expect(self.answers).to_have_count(6)
        place = self.page.locator('[class*="st-key-answer-"]').first
        (found,) = re.findall(r"st-key-(answer-[\w-]+)-\d", place.get_attribute("class") or "")
        return str(found)

    def wait_for_another_question(self, before: str) -> None:
        expect(self.page.locator(f".st-key-{before}-0")).to_have_count(0)


def set_route(visitor: Visitor) -> None:
    """Choose the target by mouse and go on to the questions."""
    page = visitor.page
    page.get_by_role("combobox", name=ROLE).click()
    page.get_by_role("option", name="Python").click()
    page.get_by_role("radiogroup", name=LEVEL, exact=True).get_by_role("radio", name="Senior").click()
    page.get_by_role("button", name=GO).click()
    visitor.arrive("assess-my-skills")


def answer_by_mouse(visitor: Visitor, *levels: int) -> None:
    for level in levels:
        question = visitor.question()
        visitor.answers.nth(level).click()
        visitor.wait_for_another_question(question)


def write_note(visitor: Visitor, text: str) -> None:
    """Write a note about the skill that is asked about, and leave the field."""
    visitor.page.locator("summary", has_text=DETAILS).first.click()
    note = visitor.page.get_by_role("textbox", name=NOTE)
    note.click()
    visitor.page.keyboard.type(text)
    note.press("Control+Enter")
    visitor.wait_until_saved(lambda profile: text in profile.notes.values())


def data() -> Dataset:
    return shipped()


def target() -> RoleLevel:
    return shipped().role_levels[TARGET]


def full(note: str = "") -> Profile:
    """Give a profile that rates everything the target asks for: some short, some met, some exceeded."""
    usual = data().roles[target().role_id].stack
    names = [usual.get(requirement.id, requirement.members[0]) for requirement in target().requirements]
    profile = Profile(ratings=MappingProxyType({name: place % 6 for place, name in enumerate(names)}), target=TARGET)
    return profile.noted(names[0], note).evidenced(names[0], ("https://example.org/proof",))
