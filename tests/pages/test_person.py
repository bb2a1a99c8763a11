"""The person: what is kept where, who sees it, and what is said when it cannot be kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.shared import data, person
from profiles.model import Profile
from profiles.store import DATABASE_VARIABLE, Edit, Saved, Store, StoreUnavailable
from tests.pages.screen import EMPTY, TARGET, aiming, full, profile_of, seeded, stored, turn_to, visit

NO_COOKIE = "no cookie"


def rate(screen: AppTest, level: int) -> str:
    """Answer the question on the page, whichever it is."""
    asked = next(str(each.key) for each in screen.button if str(each.key).startswith("answer-"))
    skill_id = asked.removeprefix("answer-").rpartition("-")[0]
    screen.button(key=f"answer-{skill_id}-{level}").click().run()
    return skill_id


def notices(screen: AppTest) -> str:
    return "\n".join(each.value for each in screen.warning)


def test_without_a_cookie_every_page_says_that_nothing_outlives_the_tab(database: Path) -> None:
    screen = visit("assess", aiming())
    skill_id = rate(screen, 2)

    assert NO_COOKIE in notices(screen)
    assert NO_COOKIE in notices(turn_to(screen, "gap"))
    assert profile_of(screen).ratings == {skill_id: 2}
    assert profile_of(visit("start")) == EMPTY


def test_with_a_cookie_there_is_no_notice_and_a_new_tab_knows_everything(key: str) -> None:
    screen = visit("assess", aiming())
    skill_id = rate(screen, 2)

    assert notices(screen) == ""
    assert profile_of(visit("gap")).ratings == {skill_id: 2}
    assert stored(key).ratings == {skill_id: 2}


def test_two_tabs_of_one_browser_lose_nothing(key: str) -> None:
    first, second = visit("assess", aiming()), visit("assess")
    one = rate(first, 1)
    two = rate(second, 2)
    three = rate(first, 3)

    # The second tab had not seen the first one's answer and asked the same again: the later answer counts.
    assert one == two
    assert stored(key).ratings == {one: 2, three: 3}
    turn_to(second, "gap")
    assert profile_of(second) == stored(key)


def test_browsers_with_different_keys_never_see_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [letter * 43 for letter in "abcdefgh"]
    tabs: dict[str, AppTest] = {}
    for each in keys:
        monkeypatch.setattr(person, "_key", lambda each=each: each)
        seeded(Profile(target=TARGET).noted("python", f"marker of {each[0]}"), each)
        tabs[each] = visit("assess")
    for level, each in enumerate(keys):
        monkeypatch.setattr(person, "_key", lambda each=each: each)
        rate(tabs[each], level % 6)
    for level, each in enumerate(keys):
        monkeypatch.setattr(person, "_key", lambda each=each: each)
        turn_to(tabs[each], "gap")
        assert profile_of(tabs[each]).notes == {"python": f"marker of {each[0]}"}
        assert list(stored(each).ratings.values()) == [level % 6]


def test_a_database_that_is_not_ours_is_left_alone_and_said(database: Path, key: str) -> None:
    database.write_bytes(b"some other file")
    screen = visit("assess", EMPTY)
    screen.selectbox(key="target-role").select("python-backend")
    screen.segmented_control(key="target-level").select("senior").run()
    skill_id = rate(screen, 4)

    assert not screen.exception
    assert "stays in this tab only" in notices(screen)
    assert profile_of(screen).ratings == {skill_id: 4}
    assert database.read_bytes() == b"some other file"


def test_an_address_that_is_no_database_is_said(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "not a database")
    screen = visit("start")

    assert not screen.exception
    assert DATABASE_VARIABLE in notices(screen)


def test_a_save_that_fails_is_said_kept_in_the_tab_and_made_good_by_the_next(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = visit("assess", aiming())
    works = Store.edit

    def fails(_: Store, __: str, ___: Edit) -> Saved:
        raise StoreUnavailable("The disk is full.")

    monkeypatch.setattr(Store, "edit", fails)
    lost = rate(screen, 3)
    assert "The disk is full." in notices(screen.run())
    assert profile_of(screen).ratings == {lost: 3}
    assert stored(key).ratings == {}

    monkeypatch.setattr(Store, "edit", works)
    next_one = rate(screen, 2)
    assert stored(key).ratings == {lost: 3, next_one: 2}
    assert notices(screen.run()) == ""


def test_a_database_that_cannot_be_read_for_a_while_loses_nothing(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = visit("gap", full())

    def fails(_: Store, __: str) -> int:
        raise StoreUnavailable("The profile file is locked by another program.")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "revision", fails)
        screen.run()
        assert not screen.exception
        assert profile_of(screen) == full()
        assert "locked" in notices(screen.run())
    assert stored(key) == full()


def test_nothing_personal_is_kept_by_the_process_itself() -> None:
    visit("gap", full())

    assert data._loaded.cache_info().currsize <= 1
    assert data._opened.cache_info().currsize <= 1
    assert profile_of(visit("gap")) == EMPTY


LEVELS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5), st.booleans()), max_size=6)


@settings(max_examples=5)
@given(doings=LEVELS)
def test_whatever_two_browsers_do_in_turn_each_keeps_its_own(doings: list[tuple[int, int, bool]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        store = data.store()
        assert store is not None
        tabs: dict[int, AppTest] = {}
        expected: dict[int, dict[str, int]] = {}
        for who in (0, 1):
            key = f"{who}" * 43
            store.erase(key)
            patch.setattr(person, "_key", lambda key=key: key)
            tabs[who], expected[who] = visit("assess", aiming()), {}
        for who, level, turns in doings:
            patch.setattr(person, "_key", lambda who=who: f"{who}" * 43)
            if turns:
                turn_to(turn_to(tabs[who], "about"), "assess")
            expected[who][rate(tabs[who], level)] = level
        for who in (0, 1):
            assert stored(f"{who}" * 43).ratings == expected[who]
