"""My data: out as a file, in again with preview and undo, and gone for good."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from pages.shared import data
from pages.shared.wording import plain
from profiles.document import dumps, loads
from profiles.model import Profile
from tests.pages.screen import (
    EMPTY,
    TARGET,
    aiming,
    button,
    dataset,
    full,
    perfect,
    profile_of,
    stored,
    texts,
    title,
    turn_to,
    visit,
)

REPLACE, UNDO, ERASE, FOR_GOOD = "Replace my profile", "Undo", "Erase everything", "Erase for good"


def upload(screen: AppTest, content: bytes | str, name: str = "profile.json") -> AppTest:
    raw = content.encode() if isinstance(content, str) else content
    screen.file_uploader(key="profile-file").upload(name, raw, "application/json")
    return screen.run()


def numbers(screen: AppTest) -> list[int]:
    """List the whole numbers in the running text: of what is kept (three), then of the copy and what differs."""
    return [int(number) for number in re.findall(r"\b\d+\b", texts(screen, "markdown"))]


def has_button(screen: AppTest, label: str) -> bool:
    return any(label in each.label for each in screen.button)


@pytest.mark.parametrize("who", [Profile, aiming, full], ids=["empty", "aiming", "full"])
def test_the_page_counts_what_is_kept(who: Callable[[], Profile]) -> None:
    screen = visit("my_data", who())

    assert not screen.exception
    assert title(screen) == "My data"
    kept = who()
    assert numbers(screen)[:3] == [len(kept.ratings), len(kept.evidence), len(kept.notes)]


def test_hours_a_week_are_kept(keeping: str | None) -> None:
    screen = visit("my_data", aiming())
    screen.number_input(key="hours-per-week").set_value(12.5).run()

    assert profile_of(screen).hours_per_week == 12.5
    assert profile_of(screen).target == TARGET
    if keeping:
        assert stored(keeping).hours_per_week == 12.5


def test_the_download_is_the_whole_profile_as_json_and_names_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit, "download_button", lambda _, **settings: offered.append(settings))
    kept = replace(full(), notes=MappingProxyType({"python": "<b>Ünïcode</b>"}), origin="frontend")
    screen = visit("my_data", kept)
    assert not screen.exception
    assert offered[-1]["file_name"] == "waymark-profile.json"

    # As in the real app, the file is made outside the session that offered it.
    made = offered[-1]["data"]()
    assert loads(made, dataset()).profile == kept
    assert json.loads(made)["data_version"] == dataset().info.version


def test_the_file_is_made_on_a_click_and_not_before() -> None:
    (offer,) = visit("my_data", full()).get("download_button")

    assert offer.proto.deferred_file_id
    assert not offer.proto.url


def test_a_copy_is_previewed_before_it_changes_anything() -> None:
    screen = upload(visit("my_data", full()), dumps(perfect()))

    differing = {key for key in full().ratings if full().ratings[key] != perfect().ratings[key]}
    assert numbers(screen)[3:5] == [len(perfect().ratings), len(differing)]
    assert len(screen.table[0].value) == min(len(differing), 40)
    assert profile_of(screen) == full()


def test_a_copy_replaces_the_profile_and_undo_brings_it_back(keeping: str | None) -> None:
    screen = upload(visit("my_data", full()), dumps(perfect()))
    button(screen, REPLACE).click().run()
    assert profile_of(screen) == perfect()
    if keeping:
        assert stored(keeping) == perfect()

    button(screen, UNDO).click().run()
    assert profile_of(screen) == full()
    assert not has_button(screen, UNDO)
    if keeping:
        assert stored(keeping) == full()


def test_undo_is_still_there_in_a_new_tab(key: str) -> None:
    screen = upload(visit("my_data", full()), dumps(perfect()))
    button(screen, REPLACE).click().run()

    other = visit("my_data")
    button(other, UNDO).click().run()
    assert stored(key) == full()


def test_a_copy_brings_ratings_to_somebody_who_has_none(keeping: str | None) -> None:
    screen = upload(visit("my_data"), dumps(full()))
    button(screen, REPLACE).click().run()
    assert profile_of(screen) == full()

    button(screen, UNDO).click().run()
    assert profile_of(screen) == EMPTY
    assert keeping is None or stored(keeping) == EMPTY


def test_download_and_upload_of_the_same_profile_differ_in_nothing() -> None:
    screen = upload(visit("my_data", full()), dumps(full()))

    assert numbers(screen)[3:5] == [len(full().ratings), 0]
    assert not screen.table


BROKEN = {
    "empty": b"",
    "half": dumps(Profile(ratings=MappingProxyType({"python": 3})))[:80].encode(),
    "no json": b"<html>not json</html>",
    "other json": b'{"basics": {"name": "Ada"}}',
    "newer": b'{"format": "waymark-profile", "version": 99, "ratings": {}}',
    "wrong ratings": b'{"format": "waymark-profile", "version": 1, "ratings": {"python": 11, "sql": "5", "git": true}}',
    "twice": b'{"format": "waymark-profile", "version": 1, "ratings": {"python": 1, "python": 5}}',
    "nan": b'{"format": "waymark-profile", "version": 1, "hours_per_week": NaN}',
    "deep": b"[" * 100_000,
    "binary": bytes(range(256)),
    "gzip": b"\x1f\x8b\x08\x00",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_used_says_why_and_changes_nothing(content: bytes) -> None:
    screen = upload(visit("my_data", full()), content)

    assert not screen.exception
    (said,) = screen.error
    assert len(said.value) > 60
    assert "Traceback" not in said.value
    assert not has_button(screen, REPLACE)
    assert profile_of(screen) == full()


def test_every_mistake_in_a_file_is_named_at_once() -> None:
    screen = upload(visit("my_data"), BROKEN["wrong ratings"])

    assert all(f"'{name}'" in screen.error[0].value for name in ("python", "sql", "git"))


def test_hostile_names_in_a_file_are_shown_as_letters() -> None:
    name = "![x](https://evil.test/x.png)<script>$a$"
    ratings = json.dumps({"format": "waymark-profile", "version": 1, "ratings": {name: 3}, name: 1})
    screen = upload(visit("my_data"), ratings)

    shown = texts(screen, "info")
    assert plain(name) in shown
    assert name not in shown


def test_what_this_dataset_does_not_know_is_kept_and_said(keeping: str | None) -> None:
    strange = Profile(ratings=MappingProxyType({"python": 2, "a-skill-of-tomorrow": 3}))
    screen = upload(visit("my_data"), dumps(strange))
    button(screen, REPLACE).click().run()

    turn_to(turn_to(screen, "start"), "my_data")
    assert profile_of(screen).ratings == strange.ratings
    assert "a-skill-of-tomorrow" in texts(screen, "caption")
    assert keeping is None or stored(keeping).ratings == strange.ratings


def test_the_name_of_a_file_has_no_effect() -> None:
    screen = upload(visit("my_data"), dumps(full()), name="../../etc/passwd.json")

    assert not screen.exception
    assert has_button(screen, REPLACE)
    assert "passwd" not in texts(screen)


def test_erase_asks_first() -> None:
    screen = visit("my_data", full())
    button(screen, ERASE).click().run()

    assert has_button(screen, FOR_GOOD)
    assert profile_of(screen) == full()


def test_erase_removes_everything_that_is_kept(keeping: str | None) -> None:
    screen = upload(visit("my_data", full()), dumps(perfect()))
    button(screen, REPLACE).click().run()
    button(screen, ERASE).click().run()
    # AppTest forgets a dialog with the next run, so the press that opens it comes along once more.
    button(screen, FOR_GOOD).click()
    button(screen, ERASE).click()
    screen.run()

    assert not screen.exception
    assert profile_of(screen) == EMPTY
    assert not has_button(screen, UNDO)
    if keeping:
        store = data.store()
        assert store is not None
        assert store.revision(keeping) == 0
