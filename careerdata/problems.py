"""What a check reports: where, which field, what was found, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake in the data, located for a person with a text editor."""

    file: str
    line: int
    field: str
    found: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.found.rstrip('.')}. {self.remedy}"


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str, likeness: float = 0.6) -> str:
    """Name the known word nearest to a mistyped one, or say what else to do."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=likeness)
    return f"Did you mean '{near[0]}'?" if near else otherwise
