"""Which member of a one-of group to plan for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.arrays import Levels, SkillArrays, skill_arrays
from careerdata.dataset import Dataset, Requirement
from profiles.model import Profile

Because = Literal["only", "chosen", "known", "usual", "cheapest"]

#: How each reason reads after the member's name.
BECAUSE_TEXT: dict[Because, str] = {
    "only": "",
    "chosen": "your choice",
    "known": "the shortest way from what you know",
    "usual": "the usual choice in this role",
    "cheapest": "the least hours",
}


@dataclass(frozen=True)
class Choice:
    """The member of a requirement to plan for, and why that one."""

    skill_id: str
    because: Because


def choose_member(dataset: Dataset, profile: Profile, role_id: str, requirement: Requirement) -> Choice:
    """Pick the skill by which a person should meet a requirement.

    In this order: the only one there is; the person's own choice; the cheapest for them if they know any member; the
    role's usual one; the cheapest. Cheapest counts hours with missing prerequisites; ties go to the lower id.
    """
    members = requirement.members
    if len(members) == 1:
        return Choice(members[0], "only")
    chosen = profile.stack.get(requirement.id)
    if chosen in members:
        return Choice(chosen, "chosen")
    skills = skill_arrays(dataset)
    knows_one = any(profile.ratings.get(member, 0) > 0 for member in members)
    usual = dataset.roles[role_id].stack.get(requirement.id)
    if not knows_one and usual in members:
        return Choice(usual, "usual")
    held = skills.vector(profile.ratings)
    cheapest = min(members, key=lambda member: (_hours_to(skills, held, member, requirement.proficiency), member))
    return Choice(cheapest, "known" if knows_one else "cheapest")


def _hours_to(skills: SkillArrays, held: Levels, skill_id: str, proficiency: int) -> float:
    reached = skills.reach(held, np.array([skills.node(skill_id, proficiency)]))
    low, high = skills.hours(held, reached)
    return float(low[0] + high[0])
