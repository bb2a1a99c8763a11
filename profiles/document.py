"""The profile as a file: strict to read, stable to write, versioned.

Reading refuses what JSON parsers let through (two equal keys, NaN, absurd depth) and names every mistake at once, so a
file that is half right never half replaces a profile. Fields that are not part of a profile have no effect.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from careerdata.dataset import Dataset
from profiles.model import MAX_EVIDENCE, MAX_EVIDENCE_TEXT, MAX_NOTE, STATES, USUAL_HOURS_PER_WEEK, Profile, clean

FORMAT = "waymark-profile"
VERSION = 1
#: A full profile with notes on every skill is about 200 KB.
MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 8
MAX_ENTRIES = 2000
#: What a person can spare in a week, at the very most.
MAX_HOURS_PER_WEEK = 80.0

#: A string (also one that never ends) or a bracket. Possessive: a hostile text costs one pass, not one a quote.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


class UnreadableProfile(Exception):  # noqa: N818  names what it is
    """A text is no profile we can read. `problems` says what is wrong, in plain words, all at once."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


@dataclass(frozen=True)
class ReadProfile:
    """A profile read from a file, with what the person should know about the reading."""

    profile: Profile
    unknown_skills: tuple[str, ...]
    """Kept, but this dataset does not know them."""
    ignored_fields: tuple[str, ...]
    renamed: Mapping[str, str]
    """Spellings in the file -> the skill ids they stand for."""


def dump(profile: Profile) -> dict[str, Any]:
    """Turn a profile into plain JSON values, keys in a stable order."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "origin": profile.origin,
        "target": profile.target,
        "hours_per_week": profile.hours_per_week,
        "ratings": dict(sorted(profile.ratings.items())),
        "states": dict(sorted(profile.states.items())),
        "stack": dict(sorted(profile.stack.items())),
        "evidence": {key: list(value) for key, value in sorted(profile.evidence.items())},
        "notes": dict(sorted(profile.notes.items())),
        "passed": sorted(profile.passed),
    }


def dumps(profile: Profile, *, data_version: str | None = None) -> str:
    """Write a profile as JSON text for a person to keep; says which data it was made with."""
    document = dump(profile) | ({"data_version": data_version} if data_version else {})
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def loads(text: str | bytes, dataset: Dataset) -> ReadProfile:
    """Read a profile. Raises UnreadableProfile naming every mistake; unknown skills are kept, not lost."""
    document = _parse(text)
    _refuse_strangers(document)
    reader = _Reader(document, dataset)
    profile = Profile(
        ratings=reader.skills_to("ratings", _rating),
        states=reader.skills_to("states", _state),
        evidence=reader.skills_to("evidence", _evidence),
        notes=reader.skills_to("notes", _note),
        stack=reader.mapping("stack", _short),
        origin=reader.one("origin", _short_or_none, None),
        target=reader.one("target", _short_or_none, None),
        hours_per_week=reader.one("hours_per_week", _hours, USUAL_HOURS_PER_WEEK),
        passed=frozenset(reader.one("passed", _names, ())),
    )
    if reader.problems:
        raise UnreadableProfile(*reader.problems)
    known = set(dump(profile)) | {"data_version"}
    return ReadProfile(
        profile,
        unknown_skills=tuple(sorted(_named(profile) - set(dataset.skills))),
        ignored_fields=tuple(sorted(_shown(name) for name in document if name not in known)),
        renamed=MappingProxyType(dict(reader.renamed)),
    )


def _parse(text: str | bytes) -> dict[str, Any]:
    if isinstance(text, bytes):
        if text[:2] == b"\x1f\x8b":
            raise UnreadableProfile("This is a compressed file. Unpack it first.")
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UnreadableProfile("This is not a text file in UTF-8. Choose a profile saved by Waymark.") from None
    if not text.strip():
        raise UnreadableProfile("The file is empty. Choose a profile saved by Waymark.")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableProfile(f"The file is too large for a profile (over {MAX_CHARACTERS:,} characters).")
    if _depth(text) > MAX_DEPTH:
        raise UnreadableProfile("The file nests too deeply for a profile.")
    try:
        document = json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constants, parse_int=_short_integer)
    except json.JSONDecodeError as error:
        raise UnreadableProfile(
            f"The file is not complete JSON: {error.msg.lower()} in line {error.lineno}, column {error.colno}."
        ) from None
    if not isinstance(document, dict):
        raise UnreadableProfile("The file is JSON, but not a profile. Choose a profile saved by Waymark.")
    return document


def _depth(text: str) -> int:
    """Count how deep brackets nest, outside strings, without recursion."""
    depth = deepest = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token[0] in "]}":
            depth -= 1
    return deepest


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise UnreadableProfile(f"'{_shown(key)}' stands twice in the file. Remove one of the two.")
        found[key] = value
    return found


def _no_constants(word: str) -> None:
    raise UnreadableProfile(f"The file holds {word}, which is no number. Replace it.")


def _short_integer(digits: str) -> int:
    if len(digits) > 18:
        raise UnreadableProfile("The file holds a number with far too many digits.")
    return int(digits)


def _refuse_strangers(document: dict[str, Any]) -> None:
    if document.get("format") != FORMAT:
        raise UnreadableProfile(
            f'The file is JSON, but not a Waymark profile ("format": "{FORMAT}" is missing). '
            "Choose a profile saved by Waymark."
        )
    version = document.get("version", VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UnreadableProfile(f"The profile's version must be a whole number such as {VERSION}.")
    if version > VERSION:
        raise UnreadableProfile(
            f"The profile was saved by a newer Waymark (version {version}; this one reads up to {VERSION}). "
            "Update Waymark first; nothing was changed."
        )


class _Mistake(Exception):  # noqa: N818  carries one sentence to the reader
    pass


class _Reader:
    """Takes a document apart field by field, noting every mistake."""

    def __init__(self, document: dict[str, Any], dataset: Dataset) -> None:
        self.document = document
        self.dataset = dataset
        self.problems: list[str] = []
        self.renamed: dict[str, str] = {}

    def skills_to(self, field: str, read: Callable[[Any], Any]) -> Mapping[str, Any]:
        """Read a mapping by skill, turning spellings into ids."""
        return self.mapping(field, read, name=self._skill_id)

    def mapping(
        self, field: str, read: Callable[[Any], Any], *, name: Callable[[str], str] | None = None
    ) -> Mapping[str, Any]:
        """Read a mapping of short names to values."""
        values = self.document.get(field, {})
        if not isinstance(values, dict):
            self.problems.append(f"{field} must be a mapping of names to values, not {_kind(values)}.")
            return {}
        if len(values) > MAX_ENTRIES:
            self.problems.append(f"{field} has more than {MAX_ENTRIES} entries.")
            return {}
        found: dict[str, Any] = {}
        for key, written in values.items():
            try:
                kept, value = (name or _short)(key), read(written)
                if found.setdefault(kept, value) != value:
                    raise _Mistake(f"gives '{_shown(kept)}' a second, different value. Keep one.")
            except _Mistake as mistake:
                self.problems.append(f"{field}: '{_shown(key)}' {mistake}")
        return MappingProxyType(found)

    def one(self, field: str, read: Callable[[Any], Any], default: Any) -> Any:
        """Read one value."""
        try:
            return read(self.document[field]) if field in self.document else default
        except _Mistake as mistake:
            self.problems.append(f"{field} {mistake}")
            return default

    def _skill_id(self, spelling: str) -> str:
        spelling = _short(spelling)
        skill_id = self.dataset.skill_by_alias.get(spelling.casefold(), spelling)
        if skill_id != spelling:
            self.renamed[spelling] = skill_id
        return skill_id


def _named(profile: Profile) -> set[str]:
    """List the skills that a profile says anything about."""
    return {*profile.ratings, *profile.states, *profile.evidence, *profile.notes}


def _shown(name: str) -> str:
    return clean(name)[:60]


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a mapping"}
    return names.get(type(value), "nothing")


def _rating(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 5:
        shown = json.dumps(value)[:40]
        raise _Mistake(f"is rated {shown}; a rating is a whole number from 0 to 5. Leave unrated skills out.")
    return value


def _state(value: Any) -> str:
    if value not in STATES:
        raise _Mistake(f"has a state other than {', '.join(STATES)}.")
    return str(value)


def _clean(value: Any, limit: int) -> str:
    if not isinstance(value, str):
        raise _Mistake(f"must be text, not {_kind(value)}.")
    if len(value) > limit:
        raise _Mistake(f"is longer than {limit} characters.")
    return clean(value)


def _short(value: Any) -> str:
    return _clean(value, 120)


def _short_or_none(value: Any) -> str | None:
    return None if value is None else _short(value)


def _note(value: Any) -> str:
    return _clean(value, MAX_NOTE)


def _evidence(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MAX_EVIDENCE:
        raise _Mistake(f"must have a list of at most {MAX_EVIDENCE} pieces of evidence.")
    return tuple(_clean(line, MAX_EVIDENCE_TEXT) for line in value)


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MAX_ENTRIES:
        raise _Mistake("must be a list of names.")
    return tuple(_short(name) for name in value)


def _hours(value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not is_number or not 0 < value <= MAX_HOURS_PER_WEEK:
        raise _Mistake(f"must be a number of hours above 0 and at most {MAX_HOURS_PER_WEEK:g}.")
    return float(value)
