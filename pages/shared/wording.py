"""How numbers and texts of the data read on screen."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from analysis.readiness import Range
from careerdata.models import Tier

#: Names of the countries that pay figures come from, by ISO 3166 code.
COUNTRIES: Final = MappingProxyType(
    {
        "AT": "Austria",
        "AU": "Australia",
        "BE": "Belgium",
        "BR": "Brazil",
        "CA": "Canada",
        "CH": "Switzerland",
        "CZ": "Czech Republic",
        "DE": "Germany",
        "DK": "Denmark",
        "ES": "Spain",
        "FR": "France",
        "GB": "United Kingdom",
        "GR": "Greece",
        "HU": "Hungary",
        "IL": "Israel",
        "IN": "India",
        "IT": "Italy",
        "NL": "Netherlands",
        "NO": "Norway",
        "PL": "Poland",
        "PT": "Portugal",
        "RO": "Romania",
        "RU": "Russia",
        "SE": "Sweden",
        "TR": "Turkey",
        "UA": "Ukraine",
        "US": "United States",
    }
)
#: One word a proficiency; the sentences say the rest.
PROFICIENCY_WORDS = ("none", "guided", "routine", "independent", "advanced", "expert")
TIER_WORDS: dict[Tier, str] = {"must": "Must-have", "strong": "Strongly expected", "nice": "Nice to have"}
TIER_ICONS: dict[Tier, str] = {
    "must": ":material/priority_high:",
    "strong": ":material/add:",
    "nice": ":material/star:",
}

_MARKDOWN = re.compile(r"([\\`*_\[\]<>$~|])")
_DIRECTIVE = re.compile(r":(?=[A-Za-z])")


def plain(text: str) -> str:
    """Show a text letter for letter where Streamlit would read Markdown, formulas or icon names."""
    return _DIRECTIVE.sub(r"\\:", _MARKDOWN.sub(r"\\\1", text))


def hours(amount: Range) -> str:
    """Write a range of hours: '20-35 h'."""
    low, high = round(amount.low), round(amount.high)
    return f"{low:,} h" if low == high else f"{low:,}-{high:,} h"


def weeks(amount: Range, hours_per_week: float) -> str:
    """Write how long hours take at so many a week: '3-5 weeks'."""
    low, high = (max(1, round(part / hours_per_week)) for part in (amount.low, amount.high))
    if high > 103:
        return f"{low / 52:.1f}-{high / 52:.1f} years"
    return f"{low} week{'s' if low != 1 else ''}" if low == high else f"{low}-{high} weeks"


def share(value: float) -> str:
    """Write a share as whole per cent; never 100 % for less than all, nor 0 % for more than nothing."""
    per_cent = round(100 * value)
    if per_cent == 100 and value < 1:
        per_cent = 99
    if per_cent == 0 and value > 0:
        return "under 1 %"
    return f"{per_cent} %"


def points(value: float) -> str:
    """Write points of readiness: '6.4'."""
    return f"{value:.1f}"


def proficiency(level: int | None) -> str:
    """Write a proficiency with its word: '3 independent'; unrated is said so."""
    return "not rated" if level is None else f"{level} {PROFICIENCY_WORDS[level]}"


def country(code: str) -> str:
    """Name a country; one we have no name for by its code."""
    return COUNTRIES.get(code, code)


def can(behaviour: str) -> str:
    """Cut 'You can ' off a behaviour, for a list under 'You can ...'."""
    rest = behaviour.removeprefix("You can ")
    return rest[:1].upper() + rest[1:]
