"""A profile is a value: every edit makes a new one, and what cannot be kept never gets in."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.model import MAX_EVIDENCE, MAX_EVIDENCE_TEXT, MAX_NOTE, STATES, USUAL_HOURS_PER_WEEK, Profile, State


def test_a_new_profile_says_nothing_and_has_no_score() -> None:
    profile = Profile()
    assert profile.is_empty
    assert (dict(profile.ratings), dict(profile.notes), profile.origin, profile.target) == ({}, {}, None, None)
    assert profile.hours_per_week == USUAL_HOURS_PER_WEEK
    assert profile == Profile()


def test_rating_a_skill_makes_a_new_profile_and_leaves_the_old_one() -> None:
    before = Profile()
    after = before.rated("python", 3)
    assert dict(after.ratings) == {"python": 3}
    assert before.is_empty
    assert not after.is_empty


def test_unrated_is_not_zero() -> None:
    zero = Profile().rated("python", 0)
    assert dict(zero.ratings) == {"python": 0}
    assert not zero.is_empty
    assert dict(zero.rated("python", None).ratings) == {}
    assert zero.rated("python", None).is_empty


def test_rating_a_skill_takes_back_that_its_question_was_put_aside() -> None:
    profile = Profile().passing("python").passing("sql")
    assert profile.passed == {"python", "sql"}
    assert profile.rated("python", 2).passed == {"sql"}


@pytest.mark.parametrize("state", STATES)
def test_a_skill_is_in_one_state_at_a_time_or_in_none(state: State) -> None:
    profile = Profile().in_state("python", "want").in_state("python", state)
    assert dict(profile.states) == {"python": state}
    assert dict(profile.in_state("python", None).states) == {}


def test_a_profile_cannot_be_changed_in_place() -> None:
    profile = Profile().rated("python", 3)
    with pytest.raises(FrozenInstanceError):
        profile.origin = "api-developer:mid"  # type: ignore[misc]
    with pytest.raises(TypeError):
        profile.ratings["python"] = 5  # type: ignore[index]


def test_a_note_is_trimmed_cut_and_removed_when_blank() -> None:
    profile = Profile().noted("python", "  wrote a parser \n")
    assert dict(profile.notes) == {"python": "wrote a parser"}
    assert len(profile.noted("python", "x" * (MAX_NOTE + 1)).notes["python"]) == MAX_NOTE
    assert dict(profile.noted("python", " \n ").notes) == {}


def test_notes_and_evidence_keep_lines_and_drop_characters_that_nothing_can_store() -> None:
    profile = Profile().noted("python", "one\r\ntwo\x00\x1b\ud800\tthree")
    assert profile.notes["python"] == "one\ntwo\tthree"
    assert dict(profile.evidenced("python", ("\x00", "a\x07b")).evidence) == {"python": ("ab",)}


def test_evidence_drops_blank_lines_and_is_cut() -> None:
    profile = Profile().evidenced("python", (" https://example.org ", "", "  "))
    assert dict(profile.evidence) == {"python": ("https://example.org",)}
    many = profile.evidenced("python", ("y" * (MAX_EVIDENCE_TEXT + 1),) * (MAX_EVIDENCE + 1)).evidence["python"]
    assert (len(many), len(many[0])) == (MAX_EVIDENCE, MAX_EVIDENCE_TEXT)
    assert dict(profile.evidenced("python", ("", " ")).evidence) == {}


def test_the_way_is_set_and_unset() -> None:
    profile = Profile().aiming(origin="student", target="api-developer:junior")
    assert (profile.origin, profile.target) == ("student", "api-developer:junior")
    assert profile.aiming(origin=None, target=None) == Profile()


def test_a_member_of_a_group_is_chosen_and_given_up() -> None:
    profile = Profile().choosing("relational-database", "mysql")
    assert dict(profile.stack) == {"relational-database": "mysql"}
    assert profile.choosing("relational-database", None) == Profile()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 5))))
def test_the_last_word_on_each_skill_counts(edits: list[tuple[str, int | None]]) -> None:
    profile = Profile()
    for skill, proficiency in edits:
        profile = profile.rated(skill, proficiency)
    said = dict(edits)
    assert dict(profile.ratings) == {skill: value for skill, value in said.items() if value is not None}
