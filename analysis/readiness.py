"""How far a profile covers a role-level, every point of it accounted for. Formula: docs/method.md#readiness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.arrays import (
    Levels,
    RequirementArrays,
    SkillArrays,
    asked_alone,
    skill_arrays,
    stand_ins,
    target_arrays,
)
from analysis.choices import BECAUSE_TEXT, Choice, choose_member
from careerdata.dataset import Dataset, Requirement, RoleLevel
from careerdata.models import Tier
from profiles.model import Profile


@dataclass(frozen=True)
class Range:
    """A range of hours, low and high estimate."""

    low: float
    high: float

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    @property
    def middle(self) -> float:
        """Half way between the two."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Credit:
    """Points earned by a skill that stands in for the one asked."""

    skill_id: str
    have: int
    credit: float
    """What the data grants, 0-1."""
    points: float
    """Points of readiness this adds over what the person's own rating of the skill asked earns."""
    why: str


@dataclass(frozen=True)
class Line:
    """One requirement in the table behind the readiness number."""

    requirement_id: str
    requirement_name: str
    skill_id: str
    """The skill that meets it, or by which it is best closed: for a group, one member."""
    skill_name: str
    chosen_because: str
    have: int | None
    """Own proficiency in that skill; None when unrated."""
    need: int
    tier: Tier
    weight: float
    why: str
    source: str
    worth: float
    """Points of readiness the requirement is worth: 100 w / W."""
    earned: float
    """Points earned, credit included."""
    credit: Credit | None
    hours: Range
    """From `have` to `need` in this skill alone; prerequisites the role does not ask for stand in the report."""
    is_group: bool

    @property
    def points(self) -> float:
        """Points missing. Over all lines they sum to 100 (1 - readiness)."""
        return self.worth - self.earned

    @property
    def is_rated(self) -> bool:
        """Whether the person has said anything about it."""
        return self.have is not None

    @property
    def is_met(self) -> bool:
        """Whether the person's own rating reaches what is asked."""
        return self.have is not None and self.have >= self.need

    @property
    def is_blocker(self) -> bool:
        """Whether it is a must-have that is not shown to be met; credit does not open the gate."""
        return self.tier == "must" and not self.is_met


@dataclass(frozen=True)
class GapReport:
    """A profile held against a role-level. `readiness`, `low` and `high` are None when nothing asked for is rated."""

    target_id: str
    readiness: float | None
    low: float | None
    """Readiness if every rating is one too high and unrated means none."""
    high: float | None
    """Readiness if every rating is one too low and unrated means met."""
    rated_share: float
    """Share of the weight that is rated, 0-1."""
    lines: tuple[Line, ...]
    """Every requirement, most points missing first."""
    prerequisite_hours: Range
    """Hours for prerequisites the role itself does not ask for."""
    hours_left: Range
    """All hours to full readiness, prerequisites counted once."""
    must_hours: Range
    """The part of them that meets every must-have, prerequisites included."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to score."""
        return self.readiness is None

    @property
    def gaps(self) -> tuple[Line, ...]:
        """Lines that miss points."""
        return tuple(line for line in self.lines if line.points > 0)

    @property
    def strengths(self) -> tuple[Line, ...]:
        """Requirements met by the person's own rating, those exceeded most, then worth most, first."""
        met = (line for line in self.lines if line.is_met)
        return tuple(sorted(met, key=lambda line: (line.need - (line.have or 0), -line.worth, line.requirement_id)))

    @property
    def blockers(self) -> tuple[Line, ...]:
        """Must-haves not shown to be met, weightiest first."""
        return tuple(sorted((x for x in self.lines if x.is_blocker), key=lambda x: (-x.worth, x.requirement_id)))

    @property
    def credits(self) -> tuple[Line, ...]:
        """Lines on which another skill earns points."""
        return tuple(line for line in self.lines if line.credit)

    @property
    def credit_points(self) -> float:
        """Points of the readiness that alternatives earn."""
        return sum(line.credit.points for line in self.lines if line.credit)


def gap_report(dataset: Dataset, profile: Profile, target: RoleLevel) -> GapReport:
    """Hold a profile against a role-level.

    Points of all lines sum to 100 (1 - readiness). Unrated skills earn nothing and are marked; an empty profile, or one
    that rates nothing the target asks for or gives credit for, has no readiness.
    """
    skills, asked = skill_arrays(dataset), target_arrays(dataset, target)
    held = skills.vector(profile.ratings)
    is_known = np.array([skill_id in profile.ratings for skill_id in skills.ids], dtype=np.bool_)
    is_rated = asked.is_rated(is_known)
    coverage, own = asked.coverage(held), asked.own_coverage(held)
    choices = [choose_member(dataset, profile, target.role_id, r) for r in asked.requirements]
    total = float(asked.total_weight[0])
    lines = [
        _line(dataset, profile, target, requirement, choice, worth=100 * requirement.weight / total, covered=covered)
        for requirement, choice, covered in zip(
            asked.requirements, choices, zip(coverage, own, strict=True), strict=True
        )
    ]
    planned = skills.held_for_planning(profile.ratings, asked)
    left = _hours_left(skills, planned, lines)
    of_lines = skills.vector({line.skill_id: line.need for line in sorted(lines, key=lambda line: line.need)})
    has_score = bool(is_known[asked.candidate_skill].any())
    low, high = _bounds(skills, asked, profile, is_rated)
    return GapReport(
        target_id=target.id,
        readiness=float(asked.readiness(coverage)[0]) if has_score else None,
        low=low if has_score else None,
        high=high if has_score else None,
        rated_share=float(asked.weight[is_rated].sum() / total),
        lines=tuple(sorted(lines, key=lambda line: (-line.points, line.requirement_id))),
        prerequisite_hours=_hours_left(skills, np.maximum(planned, of_lines), lines),
        hours_left=left,
        must_hours=_hours_left(skills, planned, [line for line in lines if line.is_blocker]),
    )


def readiness(dataset: Dataset, profile: Profile, target: RoleLevel) -> float | None:
    """Compute the readiness alone, 0-1; None when there is nothing to score."""
    skills, asked = skill_arrays(dataset), target_arrays(dataset, target)
    if not any(skills.position.get(skill_id, -1) in asked.candidate_skill for skill_id in profile.ratings):
        return None
    return float(asked.readiness(asked.coverage(skills.vector(profile.ratings)))[0])


def _line(
    dataset: Dataset,
    profile: Profile,
    target: RoleLevel,
    requirement: Requirement,
    choice: Choice,
    *,
    worth: float,
    covered: tuple[float, float],
) -> Line:
    coverage, own = covered
    shown = _best_member(profile, requirement, choice)
    have = profile.ratings.get(shown)
    skill = dataset.skills[shown]
    steps = skill.hours[min(have or 0, requirement.proficiency) : requirement.proficiency]
    return Line(
        requirement_id=requirement.id,
        requirement_name=dataset.name(requirement.id),
        skill_id=shown,
        skill_name=skill.name,
        chosen_because=BECAUSE_TEXT[choice.because] if shown == choice.skill_id else "",
        have=have,
        need=requirement.proficiency,
        tier=requirement.tier,
        weight=requirement.weight,
        why=requirement.why,
        source=requirement.source,
        worth=worth,
        earned=worth * coverage,
        credit=_credit(dataset, profile, target, requirement, worth=worth, extra=coverage - own),
        hours=Range(sum(low for low, _ in steps), sum(high for _, high in steps)),
        is_group=requirement.is_group,
    )


def _best_member(profile: Profile, requirement: Requirement, choice: Choice) -> str:
    """Show a group by the member the person knows best, which is what counts; if they know none, by the planned one."""
    return max(requirement.members, key=lambda member: (profile.ratings.get(member, 0), member == choice.skill_id))


def _credit(
    dataset: Dataset, profile: Profile, target: RoleLevel, requirement: Requirement, *, worth: float, extra: float
) -> Credit | None:
    """Find the skill that earns `extra` coverage over the person's own rating of what is asked."""
    if extra <= 0:
        return None
    found = stand_ins(skill_arrays(dataset), requirement, asked_alone(target))
    held = [skill_id for skill_id in found if profile.ratings.get(skill_id, 0) > 0]

    def earned(skill_id: str) -> tuple[float, str]:
        return found[skill_id][1] * min(profile.ratings[skill_id] / requirement.proficiency, 1.0), skill_id

    best = max(held, key=earned)
    member, credit = found[best]
    why = next(other.why for other in dataset.skills[best].alternative_to if other.skill == member)
    return Credit(best, profile.ratings[best], credit, worth * extra, why)


def _bounds(
    skills: SkillArrays,
    asked: RequirementArrays,
    profile: Profile,
    is_rated: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> tuple[float, float]:
    lower = skills.vector({skill_id: max(level - 1, 0) for skill_id, level in profile.ratings.items()})
    upper = skills.vector({skill_id: min(level + 1, 5) for skill_id, level in profile.ratings.items()})
    low = asked.readiness(asked.coverage(lower))[0]
    high = asked.readiness(np.where(is_rated, asked.coverage(upper), 1.0))[0]
    return float(low), float(high)


def _hours_left(skills: SkillArrays, held: Levels, lines: list[Line]) -> Range:
    """Hours to meet every line, each prerequisite counted once."""
    nodes = [skills.node(line.skill_id, line.need) for line in lines if not line.is_met]
    if not nodes:
        return Range(0, 0)
    reached = skills.reach(held, np.array(nodes)).max(axis=0, keepdims=True)
    low, high = skills.hours(held, reached)
    return Range(float(low[0]), float(high[0]))
