"""The formulas of docs/method.md once more, the slow and obvious way: dicts, sets and exact fractions.

Nothing here calls `analysis`; that is the point.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from careerdata.dataset import Dataset, Requirement, RoleLevel
from tests.builders import Node


def closure(dataset: Dataset, *nodes: Node) -> set[Node]:
    """List skills at proficiencies with everything they build on, by plain graph search."""
    found: set[Node] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node in found:
            continue
        found.add(node)
        skill_id, proficiency = node
        if proficiency > 1:
            waiting.append((skill_id, proficiency - 1))
        waiting += [(n.skill, n.proficiency) for n in dataset.skills[skill_id].requires if n.for_ == proficiency]
    return found


def missing(dataset: Dataset, ratings: Mapping[str, int], *nodes: Node) -> set[Node]:
    """List what of a closure is not held yet."""
    return {(s, level) for s, level in closure(dataset, *nodes) if ratings.get(s, 0) < level}


def planned(dataset: Dataset, ratings: Mapping[str, int], target: RoleLevel) -> dict[str, int]:
    """Add to the ratings what they presuppose in skills that are neither rated nor count for the target."""
    counts = {skill_id for r in target.requirements for skill_id in servers(dataset, r, target)}
    rated = [(skill_id, level) for skill_id, level in ratings.items() if level and skill_id in dataset.skills]
    return learnt(ratings, [n for n in closure(dataset, *rated) if n[0] not in ratings and n[0] not in counts])


def hours(dataset: Dataset, nodes: Collection[Node]) -> tuple[Fraction, Fraction]:
    """Add up hours, low and high."""
    ranges = [dataset.skills[skill_id].hours[level - 1] for skill_id, level in nodes]
    return sum((Fraction(low) for low, _ in ranges), Fraction()), sum(
        (Fraction(high) for _, high in ranges), Fraction()
    )


def learnt(ratings: Mapping[str, int], nodes: Collection[Node]) -> dict[str, int]:
    """Rate every node as held."""
    after = dict(ratings)
    for skill_id, level in nodes:
        after[skill_id] = max(level, after.get(skill_id, 0))
    return after


def servers(dataset: Dataset, requirement: Requirement, target: RoleLevel) -> dict[str, Fraction]:
    """List the skills that count towards a requirement, with their credit; none counts in its own row and a group."""
    barred = {r.id for r in target.requirements} if len(requirement.members) > 1 else set()
    found: dict[str, Fraction] = {}
    for skill_id, skill in dataset.skills.items():
        if skill_id in barred:
            continue
        for other in skill.alternative_to:
            if other.skill in requirement.members:
                found[skill_id] = max(Fraction(other.credit), found.get(skill_id, Fraction()))
    return found | dict.fromkeys(requirement.members, Fraction(1))


def coverage(dataset: Dataset, ratings: Mapping[str, int], requirement: Requirement, target: RoleLevel) -> Fraction:
    """Compute how far the best skill covers a requirement."""
    return max(
        credit * min(Fraction(ratings.get(skill_id, 0), requirement.proficiency), Fraction(1))
        for skill_id, credit in servers(dataset, requirement, target).items()
    )


def is_met(ratings: Mapping[str, int], requirement: Requirement) -> bool:
    """Say whether a rating of what is asked reaches it."""
    return any(ratings.get(member, -1) >= requirement.proficiency for member in requirement.members)


def readiness(dataset: Dataset, ratings: Mapping[str, int], target: RoleLevel) -> Fraction:
    """Compute importance-weighted coverage, nothing rated counting as none held."""
    total = sum(Fraction(r.weight) for r in target.requirements)
    return (
        sum((Fraction(r.weight) * coverage(dataset, ratings, r, target) for r in target.requirements), Fraction())
        / total
    )
