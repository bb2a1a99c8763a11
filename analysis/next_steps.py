"""What to learn next, and what a change would bring. Formula: docs/method.md#next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress

import numpy as np

from analysis.arrays import STEPS, Levels, RequirementArrays, SkillArrays, skill_arrays, target_arrays
from analysis.choices import choose_member
from analysis.readiness import Range
from careerdata.dataset import Dataset, RoleLevel
from profiles.model import Profile


@dataclass(frozen=True)
class Raise:
    """A skill taken from one proficiency to a higher one."""

    skill_id: str
    from_proficiency: int
    to_proficiency: int


@dataclass(frozen=True)
class Step:
    """One thing to learn, with the prerequisites that come with it."""

    skill_id: str
    from_proficiency: int
    to_proficiency: int
    first: tuple[Raise, ...]
    """Prerequisites still missing, to be learnt first; empty when the step is ready now."""
    gain: float
    """Points of readiness gained by the step and its prerequisites, after the steps before it."""
    hours: Range
    """For the step with its prerequisites."""
    closes_must: bool
    is_unrated: bool
    """Whether the person has not rated the skill: then rating it comes before learning it."""
    reason: str

    @property
    def is_ready(self) -> bool:
        """Whether every prerequisite is met."""
        return not self.first


@dataclass(frozen=True)
class WhatIf:
    """What raising some skills would change."""

    before: float | None
    after: float
    hours: Range
    raised: tuple[Raise, ...]
    """What was asked for."""
    also: tuple[Raise, ...]
    """Prerequisites that come with it."""
    blockers_before: int
    blockers_after: int

    @property
    def points(self) -> float:
        """Points of readiness gained."""
        return 100 * (self.after - (self.before or 0.0))


def next_steps(
    dataset: Dataset, profile: Profile, target: RoleLevel, *, count: int = 3, only_rated: bool = False
) -> tuple[Step, ...]:
    """Suggest what to learn next: the best gain per hour, prerequisites counted, one step after the other.

    Each step is chosen as if the ones before it were done, so gains add up and nothing is suggested twice. Skills the
    person has marked "skip" are not suggested; with `only_rated` neither are skills they have not rated, which one
    rates before one learns them. Ties: fewer hours, then id.
    """
    search = _Search(dataset, profile, target, only_rated=only_rated)
    steps: list[Step] = []
    while len(steps) <= count:
        best = search.best()
        if best is None:
            break
        search.take(best, steps)
    return tuple(steps[:count])


def what_if(dataset: Dataset, profile: Profile, target: RoleLevel, changes: Mapping[str, int]) -> WhatIf:
    """Say what readiness would be if skills were raised to given proficiencies, prerequisites included."""
    skills, asked = skill_arrays(dataset), target_arrays(dataset, target)
    held = skills.held_for_planning(profile.ratings, asked)
    nodes = [skills.node(skill_id, level) for skill_id, level in sorted(changes.items()) if level > 0]
    reached = skills.reach(held, np.array(nodes)).max(axis=0) if nodes else held
    low, high = skills.hours(held, reached[np.newaxis])
    raises = _raises(skills, held, reached)
    has_score = any(skills.position.get(skill_id, -1) in asked.candidate_skill for skill_id in profile.ratings)
    return WhatIf(
        before=_readiness(asked, held) if has_score else None,
        after=_readiness(asked, reached),
        hours=Range(float(low[0]), float(high[0])),
        raised=tuple(change for change in raises if change.skill_id in changes),
        also=tuple(change for change in raises if change.skill_id not in changes),
        blockers_before=_blockers(asked, held),
        blockers_after=_blockers(asked, reached),
    )


def _readiness(asked: RequirementArrays, levels: Levels) -> float:
    return float(asked.readiness(asked.coverage(levels))[0])


def _blockers(asked: RequirementArrays, levels: Levels) -> int:
    open_ = asked.own_coverage(levels) < 1.0
    return sum(bool(is_open) and r.tier == "must" for is_open, r in zip(open_, asked.requirements, strict=True))


def _raises(skills: SkillArrays, held: Levels, reached: Levels) -> tuple[Raise, ...]:
    """List what is raised, what others build on first (its closure is part of theirs), then by id."""
    found = [
        Raise(skills.ids[place], int(held[place]), int(reached[place])) for place in np.flatnonzero(reached > held)
    ]
    return tuple(
        sorted(found, key=lambda r: (skills.closure[skills.node(r.skill_id, r.to_proficiency)].sum(), r.skill_id))
    )


class _Search:
    """The state of a greedy search: what is held so far, and which nodes could come next."""

    def __init__(self, dataset: Dataset, profile: Profile, target: RoleLevel, *, only_rated: bool) -> None:
        self.dataset = dataset
        self.profile = profile
        self.skills = skill_arrays(dataset)
        self.asked = target_arrays(dataset, target)
        self.held = self.skills.held_for_planning(profile.ratings, self.asked)
        self.nodes = self._candidates(target, only_rated=only_rated)

    def _candidates(self, target: RoleLevel, *, only_rated: bool) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """List the nodes that could be suggested: what the target asks, up to what it asks, not skipped."""
        needs: dict[str, int] = {}
        for requirement in target.requirements:
            choice = choose_member(self.dataset, self.profile, target.role_id, requirement)
            needs[choice.skill_id] = max(requirement.proficiency, needs.get(choice.skill_id, 0))
        nodes = [
            self.skills.node(skill_id, level)
            for skill_id, need in needs.items()
            if self.profile.states.get(skill_id) != "skip" and (skill_id in self.profile.ratings or not only_rated)
            for level in range(1, need + 1)
        ]
        return np.array(sorted(nodes), dtype=np.intp)

    def best(self) -> int | None:
        """Find the node not yet held of the best gain per hour, with its missing prerequisites."""
        nodes = self.nodes[self.held[self.nodes // STEPS] <= self.nodes % STEPS]
        reached = self.skills.reach(self.held, nodes)
        low, high = self.skills.hours(self.held, reached)
        hours = (low + high) / 2
        now = _readiness(self.asked, self.held)
        gain = self.asked.readiness(self.asked.coverage(reached))[:, 0] - now
        ratio = gain / hours
        best = min(
            np.flatnonzero(gain > 1e-12),
            key=lambda i: (-round(float(ratio[i]), 15), float(hours[i]), self.skills.ids[nodes[i] // STEPS]),
            default=None,
        )
        return None if best is None else int(nodes[best])

    def take(self, node: int, steps: list[Step]) -> None:
        """Learn a node with its prerequisites; a further rung of the last step's skill lengthens that step."""
        before = self.held
        after = self.skills.reach(before, np.array([node]))[0]
        skill_id = self.skills.ids[node // STEPS]
        step = self._step(skill_id, before, after)
        last = steps[-1] if steps else None
        if last and last.skill_id == skill_id and step.is_ready:
            steps[-1] = self._joined(last, step)
        else:
            steps.append(step)
        self.held = after

    def _step(self, skill_id: str, before: Levels, after: Levels) -> Step:
        low, high = self.skills.hours(before, after[np.newaxis])
        place = self.skills.position[skill_id]
        raises = _raises(self.skills, before, after)
        closed = (self.asked.own_coverage(after) >= 1.0) & (self.asked.own_coverage(before) < 1.0)
        closes_must = any(
            bool(done) and r.tier == "must" for done, r in zip(closed, self.asked.requirements, strict=True)
        )
        step = Step(
            skill_id=skill_id,
            from_proficiency=int(before[place]),
            to_proficiency=int(after[place]),
            first=tuple(change for change in raises if change.skill_id != skill_id),
            gain=100 * (_readiness(self.asked, after) - _readiness(self.asked, before)),
            hours=Range(float(low[0]), float(high[0])),
            closes_must=closes_must,
            is_unrated=skill_id not in self.profile.ratings,
            reason="",
        )
        return self._explained(step)

    def _joined(self, last: Step, more: Step) -> Step:
        joined = Step(
            skill_id=last.skill_id,
            from_proficiency=last.from_proficiency,
            to_proficiency=more.to_proficiency,
            first=last.first,
            gain=last.gain + more.gain,
            hours=last.hours + more.hours,
            closes_must=last.closes_must or more.closes_must,
            is_unrated=last.is_unrated,
            reason="",
        )
        return self._explained(joined)

    def _explained(self, step: Step) -> Step:
        """Say in one sentence why this step comes here."""
        names = self.dataset.skills
        requirement = next(r for r in self.asked.requirements if step.skill_id in r.members)
        parts = [
            f"{step.gain:.1f} points for {step.hours.low:.0f} to {step.hours.high:.0f} hours, the best return left"
        ]
        if step.closes_must:
            parts.append("it meets a must-have")
        elif requirement.tier == "must":
            parts.append("it moves a must-have nearer")
        if step.first:
            listed = ", ".join(f"{names[r.skill_id].name} to {r.to_proficiency}" for r in step.first)
            parts.append(f"first comes {listed}, which it builds on")
        opens = self._opens(step)
        if opens:
            parts.append(f"it prepares {', '.join(opens)}")
        reason = "; ".join(parts) + f". {requirement.why}"
        return Step(**{**step.__dict__, "reason": reason})

    def _opens(self, step: Step) -> tuple[str, ...]:
        """Name up to two other requirements of the target still open that build on this step, weightiest first."""
        place = self.skills.position[step.skill_id]
        found: list[str] = []
        is_open = self.asked.own_coverage(self.held) < 1.0
        for requirement in compress(self.asked.requirements, is_open):
            for member in requirement.members[:1]:
                needed = self.skills.closure[self.skills.node(member, requirement.proficiency)][place]
                if member != step.skill_id and step.from_proficiency < needed:
                    found.append(self.dataset.skills[member].name)
        return tuple(found[:2])
