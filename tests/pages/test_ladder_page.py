"""Junior to senior: the screen says what the comparison computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from analysis.ladder import CHANGES, compare_levels
from profiles.model import Profile
from tests.pages.screen import aiming, dataset, full, texts, title, visit

#: What the headings are called, in the order of `CHANGES`.
WORDS = dict(zip(CHANGES, ("New", "Raised", "Firmer", "The same", "Dropped"), strict=True))


@pytest.mark.parametrize("who", [Profile, full], ids=["empty", "full"])
def test_the_page_opens_on_junior_to_senior(who: Callable[[], Profile]) -> None:
    screen = visit("ladder", who())

    assert not screen.exception
    assert title(screen) == "Junior to senior"
    assert screen.segmented_control(key="picked-from").value == "junior"
    assert screen.segmented_control(key="picked-to").value == "senior"


def test_every_change_of_every_role_is_counted_and_listed() -> None:
    screen = visit("ladder")
    for role in dataset().roles:
        screen.selectbox(key="picked-role").select(role).run()

        lines = compare_levels(dataset(), role, "junior", "senior")
        counts = Counter(line.change for line in lines)
        shown = [heading.value for heading in screen.subheader]
        assert shown == [f"{WORDS[change]} ({counts[change]})" for change in CHANGES if counts[change]]
        # The first table describes the two levels.
        assert sum(len(table.value) for table in screen.table[1:]) == len(lines)


def test_another_pair_of_levels_gives_another_table() -> None:
    screen = visit("ladder", at={"role": "python-backend"})
    before = texts(screen, "subheader")
    screen.segmented_control(key="picked-to").select("staff").run()

    assert screen.query_params["to"] == "staff"
    assert texts(screen, "subheader") != before


def test_the_order_of_the_two_levels_does_not_matter() -> None:
    up = visit("ladder", at={"role": "python-backend", "from": "mid", "to": "staff"})
    down = visit("ladder", at={"role": "python-backend", "from": "staff", "to": "mid"})

    assert texts(up, "header", "subheader") == texts(down, "header", "subheader")
    assert [t.value.to_dict() for t in up.table] == [t.value.to_dict() for t in down.table]


def test_the_same_level_twice_shows_a_notice_and_no_table() -> None:
    screen = visit("ladder", at={"from": "senior", "to": "senior"})

    assert not screen.exception
    assert len(screen.info) == 1
    assert not screen.table


def test_unknown_ids_show_a_notice_each() -> None:
    screen = visit("ladder", at={"role": "alchemist", "from": "wizard", "to": "oracle"})

    assert not screen.exception
    assert len(screen.info) == 3
    assert screen.table


def test_one_s_target_sets_the_role() -> None:
    assert visit("ladder", aiming()).selectbox(key="picked-role").value == "python-backend"
