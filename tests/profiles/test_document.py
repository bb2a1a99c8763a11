"""The profile as a file: what is written is read back, and everything else is refused in plain words."""

from __future__ import annotations

import gzip
import json
import pickle
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from careerdata.dataset import Dataset
from profiles.document import (
    FORMAT,
    MAX_CHARACTERS,
    MAX_ENTRIES,
    MAX_HOURS_PER_WEEK,
    VERSION,
    ReadProfile,
    UnreadableProfile,
    dump,
    dumps,
    loads,
)
from profiles.model import MAX_EVIDENCE, MAX_EVIDENCE_TEXT, MAX_NOTE, STATES, Profile

quickly = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

#: What version 1 writes. Never edit it: a later Waymark has to read it as it is.
GOLDEN_VERSION_1 = """{
  "format": "waymark-profile",
  "version": 1,
  "origin": "api-developer:junior",
  "target": "api-developer:senior",
  "hours_per_week": 4.5,
  "ratings": {
    "python": 3,
    "sql": 0
  },
  "states": {
    "postgresql": "learning"
  },
  "stack": {
    "relational-database": "postgresql"
  },
  "evidence": {
    "python": [
      "https://example.org/repository"
    ]
  },
  "notes": {
    "sql": "Ask Zoë about\\nwindow functions."
  },
  "passed": [
    "mysql"
  ],
  "data_version": "2026.1.0"
}
"""
GOLDEN = (
    Profile(hours_per_week=4.5)
    .aiming(origin="api-developer:junior", target="api-developer:senior")
    .rated("python", 3)
    .rated("sql", 0)
    .in_state("postgresql", "learning")
    .choosing("relational-database", "postgresql")
    .evidenced("python", ("https://example.org/repository",))
    .noted("sql", "Ask Zoë about\nwindow functions.")
    .passing("mysql")
)


def document(**fields: Any) -> str:
    return json.dumps({"format": FORMAT, "version": VERSION, **fields})


def problems(text: str | bytes, dataset: Dataset) -> tuple[str, ...]:
    with pytest.raises(UnreadableProfile) as caught:
        loads(text, dataset)
    return caught.value.problems


def problem(text: str | bytes, dataset: Dataset) -> str:
    (only,) = problems(text, dataset)
    return only


def test_the_file_of_version_1_is_written_to_the_letter() -> None:
    assert dumps(GOLDEN, data_version="2026.1.0") == GOLDEN_VERSION_1


@pytest.mark.parametrize(
    "text", [GOLDEN_VERSION_1, GOLDEN_VERSION_1.encode(), b"\xef\xbb\xbf" + GOLDEN_VERSION_1.encode()]
)
def test_the_file_of_version_1_is_read_as_text_and_as_bytes(dataset: Dataset, text: str | bytes) -> None:
    assert loads(text, dataset) == ReadProfile(GOLDEN, unknown_skills=(), ignored_fields=(), renamed={})


def test_a_file_without_a_version_is_read_as_the_first_one(dataset: Dataset) -> None:
    text = json.dumps({"format": FORMAT, "ratings": {"python": 2}})
    assert loads(text, dataset).profile == Profile().rated("python", 2)


def test_a_newer_file_is_refused_with_the_advice_to_update(dataset: Dataset) -> None:
    assert problem(document(version=VERSION + 1, ratings={"python": 9}), dataset) == (
        f"The profile was saved by a newer Waymark (version {VERSION + 1}; this one reads up to {VERSION}). "
        "Update Waymark first; nothing was changed."
    )


@pytest.mark.parametrize("version", [0, -1, 1.0, "1", True, None, [1]])
def test_a_version_that_is_none_is_refused(dataset: Dataset, version: object) -> None:
    assert problem(document(version=version), dataset) == "The profile's version must be a whole number such as 1."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The file is empty."),
        (b" \n ", "The file is empty."),
        (GOLDEN_VERSION_1[:200], "The file is not complete JSON: "),
        ("<!doctype html><html></html>", "The file is not complete JSON: expecting value in line 1, column 1."),
        (gzip.compress(GOLDEN_VERSION_1.encode()), "This is a compressed file. Unpack it first."),
        (pickle.dumps({"format": FORMAT}), "This is not a text file in UTF-8."),
        (GOLDEN_VERSION_1.encode("utf-16"), "This is not a text file in UTF-8."),
        (GOLDEN_VERSION_1.encode("latin-1"), "This is not a text file in UTF-8."),
        ("[1, 2]", "The file is JSON, but not a profile."),
        ('"waymark-profile"', "The file is JSON, but not a profile."),
        ('{"basics": {"name": "Somebody"}}', "The file is JSON, but not a Waymark profile"),
        ('{"format": ["waymark-profile"]}', "The file is JSON, but not a Waymark profile"),
        ("x" * (MAX_CHARACTERS + 1), "The file is too large for a profile"),
    ],
)
def test_what_is_no_profile_is_refused_in_plain_words(dataset: Dataset, text: str | bytes, words: str) -> None:
    assert problem(text, dataset).startswith(words)


def test_equal_keys_are_refused_at_every_depth(dataset: Dataset) -> None:
    inner = '{"format": "waymark-profile", "ratings": {"python": 1, "python": 5}}'
    assert problem(inner, dataset) == "'python' stands twice in the file. Remove one of the two."
    outer = '{"format": "waymark-profile", "notes": {}, "notes": {}}'
    assert problem(outer, dataset) == "'notes' stands twice in the file. Remove one of the two."


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_a_word_that_is_no_number_is_refused(dataset: Dataset, word: str) -> None:
    text = f'{{"format": "waymark-profile", "hours_per_week": {word}}}'
    assert problem(text, dataset) == f"The file holds {word}, which is no number. Replace it."


def test_half_a_million_digits_are_refused_at_once(dataset: Dataset) -> None:
    for digits, words in (
        ("9" * 500_000, "The file holds a number with far too many digits."),
        ("1." + "9" * 500_000, "ratings: 'python' is rated 2.0; a rating is a whole number from 0 to 5."),
    ):
        text = f'{{"format": "waymark-profile", "ratings": {{"python": {digits}}}}}'
        assert problem(text, dataset).startswith(words)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_a_depth_of_100_000_is_refused_without_a_recursion_error(dataset: Dataset, opening: str) -> None:
    text = '{"format": "waymark-profile", "notes": ' + opening * 100_000
    assert problem(text, dataset) == "The file nests too deeply for a profile."


def test_brackets_inside_texts_do_not_count_as_depth(dataset: Dataset) -> None:
    note = '[[[[[[[[[[[[{"\\' * 9
    assert loads(document(notes={"python": note}), dataset).profile.notes["python"] == note


def test_a_text_that_never_ends_is_refused_quickly(dataset: Dataset) -> None:
    """Looking for the end of the text again from each quote would take hours."""
    start = time.perf_counter()
    assert problem('{"format": "' + '\\"' * 900_000, dataset).startswith("The file is not complete JSON: ")
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("rating", "shown"),
    [
        (11, "11"),
        (-1, "-1"),
        (True, "true"),
        ("5", '"5"'),
        (None, "null"),
        ([3], "[3]"),
        ({}, "{}"),
        (2.5, "2.5"),
        (3.0, "3.0"),
    ],
)
def test_a_rating_that_is_none_is_refused(dataset: Dataset, rating: object, shown: str) -> None:
    assert problem(document(ratings={"python": rating}), dataset) == (
        f"ratings: 'python' is rated {shown}; a rating is a whole number from 0 to 5. Leave unrated skills out."
    )


def test_a_rating_beyond_every_float_is_refused(dataset: Dataset) -> None:
    text = '{"format": "waymark-profile", "ratings": {"python": 1e999}}'
    assert problem(text, dataset).startswith("ratings: 'python' is rated Infinity; a rating is a whole number")


def test_every_mistake_is_named_at_once(dataset: Dataset) -> None:
    text = document(
        ratings={"python": 11, "sql": 2, "mysql": "x"},
        states={"sql": "later"},
        notes=["a"],
        evidence={"sql": "https://example.org"},
        hours_per_week=0,
        origin=7,
        passed="all",
    )
    assert problems(text, dataset) == (
        "ratings: 'python' is rated 11; a rating is a whole number from 0 to 5. Leave unrated skills out.",
        "ratings: 'mysql' is rated \"x\"; a rating is a whole number from 0 to 5. Leave unrated skills out.",
        "states: 'sql' has a state other than learning, want, skip.",
        f"evidence: 'sql' must have a list of at most {MAX_EVIDENCE} pieces of evidence.",
        "notes must be a mapping of names to values, not a list.",
        "origin must be text, not a number.",
        f"hours_per_week must be a number of hours above 0 and at most {MAX_HOURS_PER_WEEK:g}.",
        "passed must be a list of names.",
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"notes": {"python": "x" * (MAX_NOTE + 1)}}, f"notes: 'python' is longer than {MAX_NOTE} characters."),
        ({"notes": {"x" * 121: "y"}}, f"notes: '{'x' * 60}' is longer than 120 characters."),
        ({"notes": {"python": {"a": 1}}}, "notes: 'python' must be text, not a mapping."),
        ({"notes": {"python": None}}, "notes: 'python' must be text, not nothing."),
        ({"evidence": {"python": ["x"] * (MAX_EVIDENCE + 1)}}, "evidence: 'python' must have a list of at most 20"),
        (
            {"evidence": {"python": ["x" * (MAX_EVIDENCE_TEXT + 1)]}},
            "evidence: 'python' is longer than 500 characters.",
        ),
        ({"evidence": {"python": [True]}}, "evidence: 'python' must be text, not true or false."),
        ({"ratings": {f"skill-{n}": 1 for n in range(MAX_ENTRIES + 1)}}, "ratings has more than 2000 entries."),
        ({"passed": ["x"] * (MAX_ENTRIES + 1)}, "passed must be a list of names."),
        ({"target": "x" * 121}, "target is longer than 120 characters."),
        ({"hours_per_week": 81}, "hours_per_week must be a number of hours above 0 and at most 80."),
        ({"hours_per_week": True}, "hours_per_week must be a number of hours above 0 and at most 80."),
        ({"states": {"python": ["want"]}}, "states: 'python' has a state other than learning, want, skip."),
    ],
)
def test_a_field_beyond_its_limits_is_refused(dataset: Dataset, fields: dict[str, Any], words: str) -> None:
    assert problem(document(**fields), dataset).startswith(words)


def test_unknown_skills_and_roles_are_kept_named_and_survive_a_save(dataset: Dataset) -> None:
    text = document(
        ratings={"python": 2, "cobol": 4}, notes={"fortran": "old"}, target="alchemist:mid", stack={"gone": "x"}
    )
    read = loads(text, dataset)
    assert read.unknown_skills == ("cobol", "fortran")
    assert read.profile.ratings["cobol"] == 4
    assert read.profile.target == "alchemist:mid"
    assert loads(dumps(read.profile), dataset).profile == read.profile


def test_fields_that_are_not_part_of_a_profile_have_no_effect_and_are_named(dataset: Dataset) -> None:
    text = document(ratings={"python": 2}, user_id=1, is_admin=True, tenant="acme", revision=99, key_digest="0")
    read = loads(text, dataset)
    assert read.ignored_fields == ("is_admin", "key_digest", "revision", "tenant", "user_id")
    assert read.profile == Profile().rated("python", 2)
    assert "is_admin" not in dumps(read.profile)


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\con", "/etc/passwd", "~/.ssh", "a\nb", "%00", "<b>"])
def test_an_id_like_a_path_is_a_name_like_any_other(dataset: Dataset, name: str) -> None:
    read = loads(document(ratings={name: 1}, origin=name, target=name), dataset)
    assert (dict(read.profile.ratings), read.profile.origin, read.unknown_skills) == ({name: 1}, name, (name,))


def test_spellings_become_ids_and_are_named(dataset: Dataset) -> None:
    read = loads(document(ratings={"Postgres": 3, "PYTHON": 2}, notes={"SQL": "joins"}), dataset)
    assert dict(read.profile.ratings) == {"postgresql": 3, "python": 2}
    assert dict(read.profile.notes) == {"sql": "joins"}
    assert dict(read.renamed) == {"Postgres": "postgresql", "PYTHON": "python", "SQL": "sql"}


def test_two_spellings_of_a_skill_must_agree(dataset: Dataset) -> None:
    assert loads(document(ratings={"Postgres": 3, "postgresql": 3}), dataset).profile == Profile().rated(
        "postgresql", 3
    )
    assert problem(document(ratings={"Postgres": 3, "postgresql": 4}), dataset) == (
        "ratings: 'postgresql' gives 'postgresql' a second, different value. Keep one."
    )


def test_two_names_that_differ_only_in_what_cannot_be_kept_must_agree(dataset: Dataset) -> None:
    assert problem(document(notes={"cobol": "a", "cob\x00ol": "b"}), dataset) == (
        "notes: 'cobol' gives 'cobol' a second, different value. Keep one."
    )


def test_characters_that_nothing_can_store_are_dropped(dataset: Dataset) -> None:
    text = document(notes={"python": "a\x00b\ud800c\x1b[31m"}, target="x\x00y")
    profile = loads(text, dataset).profile
    assert (profile.notes["python"], profile.target) == ("abc[31m", "xy")


def test_messages_can_be_shown_whatever_the_file_holds(dataset: Dataset) -> None:
    for text in (
        document(ratings={"\ud800\x1b": 9}),
        '{"format": "waymark-profile", "\\ud800": 1, "\\ud800": 2}',
    ):
        assert "\x1b" not in "".join(problems(text, dataset)).encode().decode()
    ignored = loads(document(**{"\ud800\x1bodd": 1}), dataset).ignored_fields
    assert ignored == ("odd",)


def test_formula_texts_are_kept_as_the_person_wrote_them(dataset: Dataset) -> None:
    """Guarding spreadsheets is the business of whoever writes one, not of the profile."""
    profile = Profile().noted("python", "=1+1").evidenced("python", ("@cmd", "+1", "-1"))
    assert loads(dumps(profile), dataset).profile == profile


ids = st.sampled_from(["python", "sql", "postgresql", "mysql", "cobol", "unknown-skill", "../x", "名前"])
notes = st.text(max_size=60)
profiles = st.builds(
    Profile,
    ratings=st.dictionaries(ids, st.integers(0, 5)),
    states=st.dictionaries(ids, st.sampled_from(STATES)),
    stack=st.dictionaries(ids, ids),
    origin=st.none() | ids,
    target=st.none() | ids,
    hours_per_week=st.floats(min_value=0, max_value=MAX_HOURS_PER_WEEK, exclude_min=True),
    passed=st.frozensets(ids),
)


@quickly
@given(
    start=profiles,
    texts=st.lists(
        st.tuples(ids, st.text(alphabet=st.characters(codec=None), max_size=60), st.lists(notes, max_size=3))
    ),
)
def test_what_is_written_is_read_back_for_every_profile(
    dataset: Dataset, start: Profile, texts: list[tuple[str, str, list[str]]]
) -> None:
    profile = start
    for skill, note, evidence in texts:
        profile = profile.noted(skill, note).evidenced(skill, tuple(evidence))
    written = dumps(profile, data_version="2026.1.0")
    assert loads(written, dataset).profile == profile
    assert loads(written.encode(), dataset).profile == profile
    assert dumps(loads(written, dataset).profile, data_version="2026.1.0") == written
    assert loads(json.dumps(dump(profile)), dataset).ignored_fields == ()


def refusals(text: str | bytes, dataset: Dataset) -> tuple[str, ...]:
    """Reading gives a profile that can be saved again and no refusals, or says why not."""
    try:
        read = loads(text, dataset)
    except UnreadableProfile as refusal:
        return refusal.problems or ("silence",)
    assert loads(dumps(read.profile).encode(), dataset).profile == read.profile
    return ()


def read_or_refuse(text: str | bytes, dataset: Dataset) -> None:
    for sentence in refusals(text, dataset):
        assert sentence.encode().strip().endswith(b".")


@quickly
@given(text=st.text() | st.text(alphabet='{}[]":,\\ truefalsn0123456789.eE-+\ud800'))
@example(text='{"format": "waymark-profile"}')
def test_reading_any_text_gives_a_profile_or_a_refusal(dataset: Dataset, text: str) -> None:
    read_or_refuse(text, dataset)


@quickly
@given(raw=st.binary() | st.binary().map(lambda tail: GOLDEN_VERSION_1.encode()[:-3] + tail))
def test_reading_any_bytes_gives_a_profile_or_a_refusal(dataset: Dataset, raw: bytes) -> None:
    read_or_refuse(raw, dataset)


@quickly
@given(place=st.floats(0, 1), cut=st.integers(0, 20), put=st.text(alphabet='{}[]":,\\09.-etN\x00é', max_size=4))
def test_reading_a_damaged_file_gives_a_profile_or_a_refusal(
    dataset: Dataset, place: float, cut: int, put: str
) -> None:
    start = int(place * len(GOLDEN_VERSION_1))
    read_or_refuse(GOLDEN_VERSION_1[:start] + put + GOLDEN_VERSION_1[start + cut :], dataset)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | ids,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ids | st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
FIELDS = st.sampled_from([*dump(Profile()), "user_id"])


@quickly
@given(fields=st.dictionaries(FIELDS, json_values, max_size=6))
def test_reading_any_values_in_the_fields_gives_a_profile_or_a_refusal(
    dataset: Dataset, fields: dict[str, Any]
) -> None:
    read_or_refuse(json.dumps({"format": FORMAT, **fields}), dataset)


def test_a_refused_file_leaves_the_profile_in_hand_as_it_was(dataset: Dataset) -> None:
    before = dumps(GOLDEN)
    problems(document(ratings={"python": 1, "sql": 11}), dataset)
    assert dumps(GOLDEN) == before
