"""A person's profile: a frozen value. Every edit makes a new one; the store keeps the newest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, TypeVar

State = Literal["learning", "want", "skip"]
STATES: tuple[State, ...] = ("learning", "want", "skip")

MAX_NOTE = 4000
MAX_EVIDENCE = 20
MAX_EVIDENCE_TEXT = 500
#: Focused learning hours a week that fit beside a job; the person changes it.
USUAL_HOURS_PER_WEEK = 6.0

#: Controls and lone surrogates, which databases and browsers refuse; tab and line feed stay.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

Value = TypeVar("Value")


def clean(text: str) -> str:
    """Drop the characters that no database or screen can keep."""
    return _UNWANTED.sub("", text)


def _empty() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Profile:
    """Everything a person has told us. A skill that is not in `ratings` is unrated, which is not 0."""

    ratings: Mapping[str, int] = field(default_factory=_empty)  # type: ignore[arg-type]
    """Skill id -> proficiency 0-5. Ids this dataset does not know are kept."""
    states: Mapping[str, State] = field(default_factory=_empty)  # type: ignore[arg-type]
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=_empty)  # type: ignore[arg-type]
    """Skill id -> links or short texts that show the rating."""
    notes: Mapping[str, str] = field(default_factory=_empty)  # type: ignore[arg-type]
    stack: Mapping[str, str] = field(default_factory=_empty)  # type: ignore[arg-type]
    """Group id -> the member the person has chosen."""
    origin: str | None = None
    """Where the person is: a `role:level`, or one of the situations the start page offers."""
    target: str | None = None
    """Where the person wants to go: a `role:level`."""
    hours_per_week: float = USUAL_HOURS_PER_WEEK
    passed: frozenset[str] = frozenset()
    """Requirement ids whose question the person has put aside."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is rated: such a profile has no score."""
        return not self.ratings

    def rated(self, skill_id: str, proficiency: int | None) -> Profile:
        """Rate a skill, or with None make it unrated again."""
        return replace(self, ratings=_with(self.ratings, skill_id, proficiency), passed=self.passed - {skill_id})

    def in_state(self, skill_id: str, state: State | None) -> Profile:
        """Mark a skill as learning, want or skip, or with None as none of them."""
        return replace(self, states=_with(self.states, skill_id, state))

    def noted(self, skill_id: str, note: str) -> Profile:
        """Write the note of a skill; blank removes it."""
        return replace(self, notes=_with(self.notes, skill_id, clean(note).strip()[:MAX_NOTE] or None))

    def evidenced(self, skill_id: str, evidence: tuple[str, ...]) -> Profile:
        """Replace the evidence of a skill; blank lines are dropped."""
        lines = (clean(line).strip()[:MAX_EVIDENCE_TEXT] for line in evidence)
        kept = tuple(line for line in lines if line)[:MAX_EVIDENCE]
        return replace(self, evidence=_with(self.evidence, skill_id, kept or None))

    def choosing(self, group_id: str, member: str | None) -> Profile:
        """Choose the member of a one-of group."""
        return replace(self, stack=_with(self.stack, group_id, member))

    def aiming(self, *, origin: str | None, target: str | None) -> Profile:
        """Set where the person is and wants to go."""
        return replace(self, origin=origin, target=target)

    def passing(self, requirement_id: str) -> Profile:
        """Put a question aside."""
        return replace(self, passed=self.passed | {requirement_id})


def _with(mapping: Mapping[str, Value], key: str, value: Value | None) -> Mapping[str, Value]:
    rest = {k: v for k, v in mapping.items() if k != key}
    return MappingProxyType(rest if value is None else {**rest, key: value})
