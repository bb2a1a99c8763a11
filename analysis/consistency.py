"""What a set of ratings says about itself: contradictions, suspicious sameness, and what it implies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.arrays import skill_arrays
from careerdata.dataset import Dataset
from profiles.model import Profile

#: Fewer equal ratings than this can well be true. Our judgement: docs/method.md#consistency
SAME_RATINGS_FLAGGED = 8


@dataclass(frozen=True)
class Doubt:
    """Two ratings that do not fit together, or ratings that are all alike; a question, never a correction."""

    skill_id: str | None
    other_id: str | None
    question: str
    because: str


@dataclass(frozen=True)
class Implied:
    """A proficiency that other ratings presuppose in an unrated skill."""

    skill_id: str
    proficiency: int
    by_skill_id: str
    by_proficiency: int


def doubts(dataset: Dataset, profile: Profile) -> tuple[Doubt, ...]:
    """List ratings that contradict a prerequisite, then all-alike ratings. Unrated skills contradict nothing."""
    found: list[Doubt] = []
    for skill_id, rating in sorted(profile.ratings.items()):
        skill = dataset.skills.get(skill_id)
        if skill is None:
            continue
        worst: dict[str, tuple[int, int, str]] = {}
        for need in skill.requires:
            held = profile.ratings.get(need.skill)
            if need.for_ <= rating and held is not None and held < need.proficiency:
                worst[need.skill] = max(worst.get(need.skill, (0, 0, "")), (need.proficiency, need.for_, need.why))
        for other, (proficiency, at, why) in sorted(worst.items()):
            name = dataset.skills[other].name
            question = f"{skill.name} {rating}, but {name} {profile.ratings[other]}?"
            because = f"{skill.name} at {at} builds on {name} at {proficiency}: {why}"
            found.append(Doubt(skill_id, other, question, because))
    values = set(profile.ratings.values())
    if len(profile.ratings) >= SAME_RATINGS_FLAGGED and len(values) == 1:
        question = f"All {len(profile.ratings)} ratings are {values.pop()}. Is that so?"
        found.append(Doubt(None, None, question, "Almost nobody is equally good at everything; look at the sentences."))
    return tuple(found)


def implied(dataset: Dataset, profile: Profile) -> Mapping[str, Implied]:
    """List what the ratings imply about unrated skills, by skill: the highest proficiency any rating builds on."""
    skills = skill_arrays(dataset)
    found: dict[str, Implied] = {}
    for skill_id, rating in sorted(profile.ratings.items()):
        if skill_id not in skills.position or rating == 0:
            continue
        row = skills.closure[skills.node(skill_id, rating)]
        for place in np.flatnonzero(row):
            other, proficiency = skills.ids[place], int(row[place])
            if other not in profile.ratings and (other not in found or proficiency > found[other].proficiency):
                found[other] = Implied(other, proficiency, skill_id, rating)
    return found
