"""Which skills to ask about, most informative first. Rule: docs/method.md#questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.arrays import Floats, RequirementArrays, SkillArrays, skill_arrays, target_arrays
from analysis.consistency import Implied, implied
from careerdata.dataset import Dataset, Requirement, RoleLevel
from profiles.model import Profile

#: About ten minutes at twenty-odd seconds a question.
SHORT_ASSESSMENT = 25
#: How likely we take it, before asking, that a skill is held as asked. Half: we know nothing.
CHANCE_HELD = 0.5


@dataclass(frozen=True)
class Question:
    """One requirement to ask about."""

    requirement: Requirement
    share: float
    """Share of the target's weight the answer settles directly, 0-1."""
    information: float
    """The same plus what the answer is expected to say about others: the order is by this."""
    implied: Implied | None
    """What other ratings already suggest."""


def questions(
    dataset: Dataset, profile: Profile, target: RoleLevel, *, count: int = SHORT_ASSESSMENT
) -> tuple[Question, ...]:
    """List the requirements not yet rated, most informative first, at most `count`; put-aside ones come last.

    The information of a question is the weight it settles, plus half the weight of unrated requirements that having the
    skill as asked would imply (the prerequisite graph speaks for them); what is already implied counts half.
    """
    skills, asked = skill_arrays(dataset), target_arrays(dataset, target)
    known = implied(dataset, profile)
    rated = np.array([skill_id in profile.ratings for skill_id in skills.ids], dtype=np.bool_)
    is_open = ~asked.is_rated(rated)
    spread = _spread(skills, asked, is_open)
    total = float(asked.total_weight[0])
    found = [
        _question(requirement, float(more), known, total)
        for requirement, more, still in zip(asked.requirements, spread, is_open, strict=True)
        if still
    ]
    found.sort(key=lambda q: (q.requirement.id in profile.passed, -round(q.information, 12), q.requirement.id))
    return tuple(found[:count])


def _spread(skills: SkillArrays, asked: RequirementArrays, is_open: npt.NDArray[np.bool_]) -> Floats:
    """(q,): the share of weight that meeting each requirement would imply of the other open ones, by chance held."""
    need = np.array([requirement.proficiency for requirement in asked.requirements])
    nodes = np.array([skills.node(r.members[0], r.proficiency) for r in asked.requirements])
    implied_levels = skills.closure[nodes][:, asked.candidate_skill] * (asked.candidate_credit == 1.0)
    reach = np.minimum(np.maximum.reduceat(implied_levels, asked.first_candidate, axis=1) / need, 1.0)
    np.fill_diagonal(reach, 0.0)
    spread: Floats = CHANCE_HELD * (reach * is_open) @ asked.weight / asked.total_weight[0]
    return spread


def _question(requirement: Requirement, spread: float, known: Mapping[str, Implied], total: float) -> Question:
    already = [known[member] for member in requirement.members if member in known]
    best = max(already, key=lambda i: i.proficiency, default=None)
    is_settled = best is not None and best.proficiency >= requirement.proficiency
    share = requirement.weight / total
    return Question(requirement, share, (0.5 if is_settled else 1.0) * share + spread, best)
