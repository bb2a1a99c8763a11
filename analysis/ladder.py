"""Two levels of a role side by side: what is new, raised, dropped or the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from careerdata.dataset import Dataset, Requirement
from careerdata.models import LEVEL_IDS, LevelId, Tier

Change = Literal["new", "raised", "firmer", "same", "dropped"]
CHANGES: tuple[Change, ...] = ("new", "raised", "firmer", "same", "dropped")
_TIER_RANK: dict[Tier, int] = {"nice": 0, "strong": 1, "must": 2}


@dataclass(frozen=True)
class LadderLine:
    """One requirement at two levels, with the sentences that tell them apart."""

    requirement_id: str
    name: str
    change: Change
    """`firmer`: the same proficiency, but a higher tier."""
    before: int | None
    after: int | None
    tier_before: Tier | None
    tier_after: Tier | None
    sentence_before: str | None
    sentence_after: str | None
    weight: float
    why: str


def compare_levels(dataset: Dataset, role_id: str, lower: LevelId, higher: LevelId) -> tuple[LadderLine, ...]:
    """Compare what a role asks at two levels, in the order of `CHANGES`, weightiest first within each."""
    below, above = sorted((lower, higher), key=LEVEL_IDS.index)
    first = {r.id: r for r in dataset.role_levels[f"{role_id}:{below}"].requirements}
    second = {r.id: r for r in dataset.role_levels[f"{role_id}:{above}"].requirements}
    keys = (*second, *(key for key in first if key not in second))
    lines = [_line(dataset, key, first.get(key), second.get(key)) for key in keys]
    return tuple(sorted(lines, key=lambda line: (CHANGES.index(line.change), -line.weight, line.requirement_id)))


def _line(dataset: Dataset, key: str, before: Requirement | None, after: Requirement | None) -> LadderLine:
    known = after or before
    if known is None:
        raise KeyError(key)
    return LadderLine(
        requirement_id=key,
        name=dataset.name(key),
        change=_change(before, after),
        before=before.proficiency if before else None,
        after=after.proficiency if after else None,
        tier_before=before.tier if before else None,
        tier_after=after.tier if after else None,
        sentence_before=sentence(dataset, before) if before else None,
        sentence_after=sentence(dataset, after) if after else None,
        weight=known.weight,
        why=known.why,
    )


def _change(before: Requirement | None, after: Requirement | None) -> Change:
    if before is None:
        return "new"
    if after is None:
        return "dropped"
    if after.proficiency > before.proficiency:
        return "raised"
    return "firmer" if _TIER_RANK[after.tier] > _TIER_RANK[before.tier] else "same"


def sentence(dataset: Dataset, requirement: Requirement) -> str:
    """Say what the required proficiency looks like; of a group, by its first member."""
    return dataset.skills[requirement.members[0]].behaviours[requirement.proficiency - 1]
