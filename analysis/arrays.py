"""The dataset as NumPy arrays, built once: everything that is computed on a click reads these.

`SkillArrays` knows hours and prerequisites of every skill at every proficiency; `RequirementArrays` knows what any
number of role-levels ask, and which skills can meet it, in compressed rows. See docs/method.md#arrays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import networkx as nx
import numpy as np
import numpy.typing as npt

from careerdata.dataset import Dataset, Requirement, RoleLevel
from careerdata.graph import proficiency_edges

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int8]
Positions = npt.NDArray[np.intp]

#: Proficiencies run from 1 to 5; 0 is "none".
STEPS = 5


@dataclass(frozen=True, eq=False)
class SkillArrays:
    """Hours and prerequisites of n skills. Node (s, l) stands at row `5 s + l - 1`."""

    ids: tuple[str, ...]
    position: Mapping[str, int]
    low_hours: Floats
    """(n, 6): hours from 0 up to each proficiency, low estimate, cumulative."""
    high_hours: Floats
    """(n, 6): the same, high estimate."""
    closure: Levels
    """(5 n, n): the proficiency every skill must have before, and with, node (s, l)."""
    stand_ins: Mapping[int, tuple[tuple[int, float], ...]]
    """Skill -> skills that stand in for it, with their credit."""

    def vector(self, ratings: Mapping[str, int]) -> Levels:
        """Turn ratings into one proficiency a skill, unrated as 0; unknown ids are left out."""
        levels = np.zeros(len(self.ids), dtype=np.int8)
        for skill_id, proficiency in ratings.items():
            place = self.position.get(skill_id)
            if place is not None:
                levels[place] = proficiency
        return levels

    def held_for_planning(self, ratings: Mapping[str, int], asked: RequirementArrays) -> Levels:
        """(n): what to plan from: the ratings, and what they presuppose in skills neither rated nor asked for.

        Whoever rates Java 4 has programming fundamentals, though nobody asked; a plan must not send them back there.
        Skills that the target asks for stay as rated: their points wait for the person's own word.
        """
        held = self.vector(ratings)
        known = [
            self.node(skill_id, level) for skill_id, level in ratings.items() if level and skill_id in self.position
        ]
        if not known:
            return held
        is_open = np.ones(len(self.ids), dtype=np.bool_)
        is_open[[self.position[skill_id] for skill_id in ratings if skill_id in self.position]] = False
        is_open[asked.candidate_skill] = False
        presupposed = self.closure[known].max(axis=0)
        planned: Levels = np.where(is_open, presupposed, held)
        return planned

    def reach(self, held: Levels, nodes: Positions) -> Levels:
        """(k, n): what would be held after learning each of k nodes with all its prerequisites."""
        reached: Levels = np.maximum(held, self.closure[nodes])
        return reached

    def hours(self, held: Levels, reached: Levels) -> tuple[Floats, Floats]:
        """Hours, low and high, from `held` (n) to each row of `reached` (k, n)."""
        rows = np.arange(len(self.ids))
        low = (self.low_hours[rows, reached] - self.low_hours[rows, held]).sum(axis=-1)
        high = (self.high_hours[rows, reached] - self.high_hours[rows, held]).sum(axis=-1)
        return low, high

    def node(self, skill_id: str, proficiency: int) -> int:
        """Give the row of a skill at a proficiency in `closure`."""
        return self.position[skill_id] * STEPS + proficiency - 1


@lru_cache(maxsize=4)
def skill_arrays(dataset: Dataset) -> SkillArrays:
    """Build the arrays of a dataset, once."""
    ids = tuple(dataset.skills)
    position = {skill_id: place for place, skill_id in enumerate(ids)}
    hours = np.array([skill.hours for skill in dataset.skills.values()], dtype=np.float64).reshape(-1, STEPS, 2)
    cumulative = np.concatenate([np.zeros((len(ids), 1, 2)), hours.cumsum(axis=1)], axis=1)
    closure = np.zeros((len(ids) * STEPS, len(ids)), dtype=np.int8)
    graph = nx.DiGraph(proficiency_edges(dataset))
    for skill_id, proficiency in nx.topological_sort(graph):
        row = closure[position[skill_id] * STEPS + proficiency - 1]
        for before, at in graph.predecessors((skill_id, proficiency)):
            np.maximum(row, closure[position[before] * STEPS + at - 1], out=row)
        row[position[skill_id]] = proficiency
    stand_ins: dict[int, list[tuple[int, float]]] = {}
    for skill_id, skill in dataset.skills.items():
        for other in skill.alternative_to:
            stand_ins.setdefault(position[other.skill], []).append((position[skill_id], other.credit))
    low, high = cumulative[:, :, 0], cumulative[:, :, 1]
    _freeze(low, high, closure)
    standing_in = MappingProxyType({place: tuple(found) for place, found in stand_ins.items()})
    return SkillArrays(ids, MappingProxyType(position), low, high, closure, standing_in)


@dataclass(frozen=True, eq=False)
class RequirementArrays:
    """What m role-levels ask, as q requirements with c candidates: the skills that can meet each, with their credit."""

    requirements: tuple[Requirement, ...]
    candidate_skill: Positions
    """(c,)"""
    candidate_credit: Floats
    """(c,): 1 for the skill asked or a group's member, less for what stands in."""
    candidate_need: Floats
    """(c,): the proficiency asked."""
    first_candidate: Positions
    """(q,): where each requirement's candidates begin; members come before what stands in."""
    member_count: Positions
    """(q,)"""
    weight: Floats
    """(q,)"""
    first_requirement: Positions
    """(m,): where each role-level's requirements begin."""
    total_weight: Floats
    """(m,)"""

    def coverage(self, levels: Levels) -> Floats:
        """(..., q): how far each requirement is covered, 0-1, by its best candidate. `levels` is (..., n)."""
        if not self.requirements:
            return np.zeros((*levels.shape[:-1], 0))
        credit = self.candidate_credit * np.minimum(levels[..., self.candidate_skill] / self.candidate_need, 1.0)
        best: Floats = np.maximum.reduceat(credit, self.first_candidate, axis=-1)
        return best

    def own_coverage(self, levels: Levels) -> Floats:
        """(..., q): the same without credit for alternatives."""
        if not self.requirements:
            return np.zeros((*levels.shape[:-1], 0))
        met = np.minimum(levels[..., self.candidate_skill] / self.candidate_need, 1.0)
        best: Floats = np.maximum.reduceat(
            np.where(self.candidate_credit == 1.0, met, 0.0), self.first_candidate, axis=-1
        )
        return best

    def readiness(self, coverage: Floats) -> Floats:
        """(..., m): importance-weighted coverage of each role-level, 0-1."""
        covered: Floats = np.add.reduceat(coverage * self.weight, self.first_requirement, axis=-1) / self.total_weight
        return covered

    def is_rated(self, rated: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """(q,): whether the person has rated any member of each requirement. `rated` is (n,)."""
        member = rated[self.candidate_skill] & (self.candidate_credit == 1.0)
        found: npt.NDArray[np.bool_] = np.logical_or.reduceat(member, self.first_candidate)
        return found


def requirement_arrays(skills: SkillArrays, role_levels: Iterable[RoleLevel]) -> RequirementArrays:
    """Lay out the requirements of role-levels; each must ask for something."""
    requirements: list[Requirement] = []
    first_requirement: list[int] = []
    chosen: list[tuple[int, float, float]] = []
    first_candidate: list[int] = []
    member_count: list[int] = []
    for role_level in role_levels:
        first_requirement.append(len(requirements))
        alone = asked_alone(role_level)
        for requirement in role_level.requirements:
            first_candidate.append(len(chosen))
            found = _candidates(skills, requirement, alone)
            member_count.append(len(requirement.members))
            chosen.extend((skill, credit, requirement.proficiency) for skill, credit in found)
            requirements.append(requirement)
    weight = np.array([requirement.weight for requirement in requirements], dtype=np.float64)
    first = np.array(first_requirement, dtype=np.intp)
    arrays = RequirementArrays(
        requirements=tuple(requirements),
        candidate_skill=np.array([skill for skill, _, _ in chosen], dtype=np.intp),
        candidate_credit=np.array([credit for _, credit, _ in chosen], dtype=np.float64),
        candidate_need=np.array([need for _, _, need in chosen], dtype=np.float64),
        first_candidate=np.array(first_candidate, dtype=np.intp),
        member_count=np.array(member_count, dtype=np.intp),
        weight=weight,
        first_requirement=first,
        total_weight=np.add.reduceat(weight, first) if len(first) else np.zeros(0),
    )
    _freeze(*(value for value in vars(arrays).values() if isinstance(value, np.ndarray)))
    return arrays


@lru_cache(maxsize=256)
def target_arrays(dataset: Dataset, target: RoleLevel) -> RequirementArrays:
    """Lay out one role-level's requirements, once."""
    return requirement_arrays(skill_arrays(dataset), (target,))


def asked_alone(role_level: RoleLevel) -> frozenset[str]:
    """List the skills a role-level asks for in a row of their own: they earn nothing in its one-of groups as well."""
    return frozenset(requirement.id for requirement in role_level.requirements)


def stand_ins(skills: SkillArrays, requirement: Requirement, alone: Collection[str]) -> dict[str, tuple[str, float]]:
    """List what stands in for a requirement: skill -> (the member it stands in for, credit), at its best credit."""
    found: dict[str, tuple[str, float]] = {}
    for member in requirement.members:
        for place, credit in skills.stand_ins.get(skills.position[member], ()):
            other = skills.ids[place]
            is_barred = other in requirement.members or (requirement.is_group and other in alone)
            if not is_barred and credit > found.get(other, ("", 0.0))[1]:
                found[other] = (member, credit)
    return found


def _candidates(skills: SkillArrays, requirement: Requirement, alone: Collection[str]) -> list[tuple[int, float]]:
    """List a requirement's members at credit 1, then what stands in for any of them."""
    own = [(skills.position[member], 1.0) for member in requirement.members]
    others = stand_ins(skills, requirement, alone).items()
    return own + sorted((skills.position[other], credit) for other, (_, credit) in others)


def _freeze(*arrays: npt.NDArray[np.generic]) -> None:
    for array in arrays:
        array.flags.writeable = False
