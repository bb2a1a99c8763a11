"""Strict YAML: what is written is what is read, or is refused with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from careerdata.problems import Problem
from careerdata.yaml_reader import MAX_BYTES, MAX_DEPTH, MAX_PROBLEMS, Mapping, Mark, locate, merge, read
from tests.careerdata.tiny import FILES


def read_text(folder: Path, text: str | bytes) -> tuple[Mapping | None, list[Problem]]:
    path = folder / "file.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, "file.yaml")


def value_of(folder: Path, text: str) -> Mapping:
    value, problems = read_text(folder, text)
    assert problems == []
    assert value is not None
    return value


def refusal_of(folder: Path, text: str | bytes) -> str:
    """The one problem of a text that is not read at all."""
    value, problems = read_text(folder, text)
    assert value is None
    assert len(problems) == 1
    return str(problems[0])


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "No", "NO", "True", "NULL", "~", "y"])
def test_plain_words_stay_text_even_where_other_readers_see_a_truth_value(tmp_path: Path, word: str) -> None:
    assert value_of(tmp_path, f"country: {word}\n") == {"country": word}


@pytest.mark.parametrize(
    "text", ["010", "0o17", "0x1F", "12:30:45", "1_000", "1e308", "60k", ".nan", ".inf", "-.inf", "+5", "1.", ".5"]
)
def test_only_plain_decimal_numbers_are_numbers(tmp_path: Path, text: str) -> None:
    assert value_of(tmp_path, f"value: {text}\n") == {"value": text}


def test_dates_and_versions_in_quotes_stay_text_and_a_date_without_quotes_does_too(tmp_path: Path) -> None:
    text = "quoted: \"1.10\"\nsingle: '007'\nday: 2026-11-23\n1.10: a key\n"
    assert value_of(tmp_path, text) == {"quoted": "1.10", "single": "007", "day": "2026-11-23", "1.10": "a key"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("-12", -12), ("3.50", 3.5), ("true", True), ("false", False), ("null", None), ("", None)],
)
def test_numbers_truth_values_and_nothing_are_read_as_such(tmp_path: Path, text: str, value: object) -> None:
    read_value = value_of(tmp_path, f"field: {text}\n")["field"]
    assert read_value == value
    assert type(read_value) is type(value)


def test_every_key_and_item_remembers_its_line(tmp_path: Path) -> None:
    value = value_of(tmp_path, "first: 1\nsecond:\n  inner:\n    - a\n    - b\n")
    default = Mark("other.yaml", 9)
    assert locate(value, ("second",), default=default) == Mark("file.yaml", 2)
    assert locate(value, ("second", "inner", 1), default=default) == Mark("file.yaml", 5)
    assert locate(value, ("second", "inner", 7, "deeper"), default=default) == Mark("file.yaml", 3)
    assert locate(None, ("second",), default=default) == default


def test_a_byte_order_mark_is_not_part_of_the_first_key(tmp_path: Path) -> None:
    assert value_of(tmp_path, "\ufefffirst: 1\n") == {"first": 1}


def test_an_anchor_is_refused_with_its_line(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, "a: 1\nb: &shared\n  c: 2\n") == (
        "file.yaml:2: &shared: is a YAML anchor. Write the value out; anchors and aliases are refused."
    )


def test_an_alias_is_refused_with_its_line(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, "a: 1\nb: *shared\n") == (
        "file.yaml:2: *shared: is a YAML alias. Write the value out; anchors and aliases are refused."
    )


def test_a_billion_laughs_stops_at_the_first_anchor(tmp_path: Path) -> None:
    rungs = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 30)]
    assert refusal_of(tmp_path, "\n".join(["l0: &l0 [ha]", *rungs])).startswith("file.yaml:1: &l0: is a YAML anchor.")


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!include", "!!str", "!!binary", "!"])
def test_a_tag_is_refused_with_its_line_and_never_run(tmp_path: Path, tag: str) -> None:
    message = refusal_of(tmp_path, f"a: 1\nb: {tag} [echo]\n")
    assert message.startswith("file.yaml:2: ")
    assert message.endswith(": is a YAML tag. Remove it; values are plain text, numbers, true, false or null.")


def test_a_second_equal_key_is_refused_with_both_lines(tmp_path: Path) -> None:
    value, problems = read_text(tmp_path, "a:\n  b: 1\n  c: 2\n  b: 3\nd: 4\n")
    assert [str(problem) for problem in problems] == [
        "file.yaml:4: b: written twice; first on line 2. Keep one of the two."
    ]
    assert value is not None
    assert value["d"] == 4


def test_all_equal_keys_of_a_file_are_listed_up_to_a_limit(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path, "a: 1\n" * 4)
    assert [problem.line for problem in problems] == [2, 3, 4]
    _, problems = read_text(tmp_path, "a: 1\n" * 1000)
    assert len(problems) == MAX_PROBLEMS


def test_a_second_document_is_refused_with_its_line(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, "a: 1\n---\nb: 2\n") == (
        "file.yaml:2: file: holds a second document. Remove the '---' line and what follows it."
    )


def test_a_tab_is_refused_with_line_column_and_its_own_advice(tmp_path: Path) -> None:
    message = refusal_of(tmp_path, "a:\n  b: 1\n\tc: 2\n")
    assert message.startswith("file.yaml:3: column 1: is not valid YAML: found a tab character")
    assert message.endswith("Use spaces, not tabs.")


def test_an_unclosed_quote_names_the_line_on_which_it_opens(tmp_path: Path) -> None:
    message = refusal_of(tmp_path, 'a: 1\nb: "never closed\nc: 2\n')
    assert "found unexpected end of stream (while scanning a quoted scalar from line 2). " in message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: 1\nb: "never closed\nc: 2\n', 4),
        ("a: 1\nb: what: ever\n", 2),
        ("a: 1\nb: @home\n", 2),
        ("a:\n  b: 1\n c: 2\n", 3),
        ("a: [1, 2\nb: 3\n", 2),
    ],
)
def test_broken_yaml_is_refused_with_line_column_and_advice(tmp_path: Path, text: str, line: int) -> None:
    message = refusal_of(tmp_path, text)
    assert message.startswith(f"file.yaml:{line}: column ")
    assert ": is not valid YAML: " in message
    assert message.endswith(
        "Check the indentation, and quote a text that holds ': ' or starts with a special character."
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_without_a_recursion_error(tmp_path: Path, opening: str) -> None:
    start = "a:\n  " if opening == "- " else "a: "
    assert refusal_of(tmp_path, start + opening * 50_000).endswith(f"file: nests deeper than {MAX_DEPTH}. Flatten it.")


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x9b", "\uffff"])
def test_a_control_character_is_refused_with_its_line(tmp_path: Path, character: str) -> None:
    message = refusal_of(tmp_path, f"a: 1\nb: 2\nc: x{character}y\n")
    assert message.startswith("file.yaml:3: text: holds a character that YAML forbids")
    assert message.endswith("Remove it.")


def test_a_latin_1_file_is_refused_with_its_line(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, "a: 1\nb: Café\n".encode("latin-1")) == (
        "file.yaml:2: file: is not UTF-8 text. Save the file as UTF-8."
    )


@pytest.mark.parametrize("text", ["", "# only a remark\n", "just words\n", "- a\n- list\n", "null\n", "---\n"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal_of(tmp_path, text) == (
        "file.yaml:1: file: is not a mapping of fields. Start with 'field: value' lines; see docs/adding-data.md."
    )


def test_a_key_that_is_a_list_is_refused_with_its_line(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, "a: 1\n? [b, c]\n: 2\n") == (
        "file.yaml:2: key: is a list or a mapping. Use a plain word as the key."
    )


def test_a_file_beyond_the_size_limit_is_refused_unread(tmp_path: Path) -> None:
    message = refusal_of(tmp_path, b"a: " + b"x" * MAX_BYTES)
    assert message == "file.yaml:1: file: larger than 8,000,000 bytes. Split it."


def test_a_file_that_is_not_there_or_is_a_folder_is_a_problem_not_an_exception(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "gone.yaml", "No such file or directory"), (tmp_path, "Is a directory")):
        value, problems = read(path, "gone.yaml")
        assert value is None
        assert [str(problem) for problem in problems] == [
            f"gone.yaml:1: file: cannot be read ({reason}). Check that it is a readable file."
        ]


def test_merging_joins_mappings_replaces_the_rest_and_removes_with_null(tmp_path: Path) -> None:
    base = value_of(tmp_path, "kept: 1\nlist: [1, 2]\ngone: 3\nnested:\n  a: 1\n  b: 2\n")
    over = value_of(tmp_path, "list: [9]\ngone: null\nnested:\n  b: 5\n  c: 6\nadded: 7\nnever_there: null\n")
    merged = merge(base, over)
    assert merged == {"kept": 1, "list": [9], "nested": {"a": 1, "b": 5, "c": 6}, "added": 7}
    assert list(merged) == ["kept", "list", "nested", "added"]
    assert base["gone"] == 3
    assert merged["nested"].marks["a"].line == 5
    assert merged["nested"].marks["b"].line == 4


def check_reading(folder: Path, raw: bytes) -> None:
    """Whatever the bytes, reading answers with a value or with located problems."""
    value, problems = read_text(folder, raw)
    assert value is not None or problems
    for problem in problems:
        assert 1 <= problem.line <= len(re.findall("[\n\r\x85\u2028\u2029]", raw.decode(errors="replace"))) + 2
        assert str(problem).startswith(f"file.yaml:{problem.line}: {problem.field}: ")
        assert problem.remedy


same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@same_folder
@given(text=st.text())
@example(text="? ")
@example(text="%YAML 9.9\n---\n")
@example(text="a: |\n")
@example(text="!<")
def test_reading_any_text_never_raises(tmp_path: Path, text: str) -> None:
    check_reading(tmp_path, text.encode())


@same_folder
@given(text=st.text(alphabet="ab:-?[]{},#&*!|>'\"%@` \t\n\r01.~<=\u2028\x85"))
def test_reading_any_text_of_yaml_signs_never_raises(tmp_path: Path, text: str) -> None:
    check_reading(tmp_path, text.encode())


@same_folder
@given(raw=st.binary())
def test_reading_any_bytes_never_raises(tmp_path: Path, raw: bytes) -> None:
    check_reading(tmp_path, raw)


@same_folder
@given(
    text=st.sampled_from(sorted(FILES.values())),
    place=st.floats(min_value=0, max_value=1),
    cut=st.integers(min_value=0, max_value=30),
    put=st.text(alphabet="ab:-?[]{},#&*!|>'\"%@` \t\n\x00é", max_size=4),
)
def test_reading_a_damaged_dataset_file_never_raises(
    tmp_path: Path, text: str, place: float, cut: int, put: str
) -> None:
    start = int(place * len(text))
    check_reading(tmp_path, (text[:start] + put + text[start + cut :]).encode())


plain_values = st.recursive(
    st.one_of(st.integers(-(10**15), 10**15), st.booleans(), st.none(), st.text(alphabet="abc no:#'\"é", max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(alphabet="abz", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@same_folder
@given(value=st.dictionaries(st.text(alphabet="abz", min_size=1, max_size=4), plain_values, max_size=4))
def test_what_json_writes_is_read_back_the_same(tmp_path: Path, value: dict[str, object]) -> None:
    import json

    assert value_of(tmp_path, json.dumps(value)) == value
