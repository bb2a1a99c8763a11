"""Tiny datasets without files: a compact description in, a real `Dataset` out; and Hypothesis strategies for both.

A `World` says only what a computation can see: hours, prerequisites, alternatives, groups and what a role asks. Names,
sentences and sources are filled in. Worlds are plain values, so a test can change one and compare.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from types import MappingProxyType
from typing import TypeVar

from hypothesis import strategies as st

from careerdata.dataset import Dataset, RoleLevel
from careerdata.models import (
    LEVEL_IDS,
    Alias,
    AlternativeTo,
    Category,
    Change,
    Collaborator,
    DatasetInfo,
    DayInTheLife,
    Group,
    Level,
    LevelId,
    LevelTexts,
    OccupationCode,
    RequirementCell,
    RequirementRow,
    Requires,
    Responsibility,
    Role,
    SelfCheck,
    Skill,
    Source,
    Tier,
    Track,
    TrackSkill,
)
from profiles.model import Profile, State

SOURCE = "test-source"
ROLE = "backend"
LEVEL: LevelId = "senior"
TIERS: tuple[Tier, ...] = ("must", "strong", "nice")

Node = tuple[str, int]
HoursOfRung = tuple[float, float]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Needs:
    """A prerequisite: `skill` at `at` before one's own proficiency `before`."""

    skill: str
    at: int
    before: int


@dataclass(frozen=True)
class Ask:
    """What a role asks of a skill or a group."""

    proficiency: int
    tier: Tier = "must"
    weight: float = 1.0


@dataclass(frozen=True)
class SkillSpec:
    """A skill, as far as computations see it."""

    hours: tuple[HoursOfRung, ...]
    needs: tuple[Needs, ...] = ()
    stands_in_for: tuple[tuple[str, float], ...] = ()


def skill(
    hours: float | Sequence[HoursOfRung] = 10,
    *,
    needs: Iterable[Needs] = (),
    stands_in_for: Mapping[str, float] | None = None,
) -> SkillSpec:
    """Describe a skill: hours of each rung (one number for all), prerequisites, what it gives credit for."""
    rungs = [(float(hours), float(hours))] * 5 if isinstance(hours, int | float) else hours
    return SkillSpec(tuple(rungs), tuple(needs), tuple((stands_in_for or {}).items()))


@dataclass(frozen=True)
class World:
    """A dataset with one role that asks the same at every level."""

    skills: Mapping[str, SkillSpec]
    asks: Mapping[str, Ask]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stack: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def dataset(self) -> Dataset:
        rows = {key: {LEVEL_IDS[0]: ask} for key, ask in self.asks.items()}
        return build(self.skills, groups=self.groups, roles={ROLE: rows}, stacks={ROLE: self.stack})

    @cached_property
    def target(self) -> RoleLevel:
        return self.dataset.role_levels[f"{ROLE}:{LEVEL}"]

    def asking(self, asks: Mapping[str, Ask]) -> World:
        return replace(self, asks=asks)

    def members(self, requirement_id: str) -> tuple[str, ...]:
        """List what can meet a requirement: a skill that is asked for by itself does not meet a group as well."""
        if requirement_id not in self.groups:
            return (requirement_id,)
        return tuple(member for member in self.groups[requirement_id] if member not in self.asks)

    def reversed(self) -> World:
        """Describe the same world in the opposite order throughout."""
        return World(
            skills={
                key: SkillSpec(spec.hours, spec.needs[::-1], spec.stands_in_for[::-1])
                for key, spec in _backwards(self.skills)
            },
            asks=dict(_backwards(self.asks)),
            groups={key: members[::-1] for key, members in _backwards(self.groups)},
            stack=dict(_backwards(self.stack)),
        )


def _backwards(mapping: Mapping[str, Value]) -> list[tuple[str, Value]]:
    return list(reversed(list(mapping.items())))


def build(
    skills: Mapping[str, SkillSpec],
    *,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    roles: Mapping[str, Mapping[str, Mapping[LevelId, Ask]]],
    stacks: Mapping[str, Mapping[str, str]] | None = None,
    until: Mapping[str, LevelId] | None = None,
) -> Dataset:
    """Make a dataset: `roles` says by role, requirement and first level what is asked; `until` ends a requirement."""
    made = {key: _skill(key, spec) for key, spec in skills.items()}
    return Dataset(
        info=_INFO,
        digest="0" * 64,
        sources=MappingProxyType({SOURCE: _SOURCE}),
        levels=_LEVELS,
        categories=MappingProxyType({"all": Category(name="All", summary="Every skill.", kind="technical")}),
        skills=MappingProxyType(made),
        category_of=MappingProxyType(dict.fromkeys(made, "all")),
        groups=MappingProxyType(
            {
                key: Group(name=f"One of {key}", why="Any one.", members=members)
                for key, members in (groups or {}).items()
            }
        ),
        core=MappingProxyType({}),
        roles=MappingProxyType(
            {key: _role(key, rows, (stacks or {}).get(key, {}), until or {}) for key, rows in roles.items()}
        ),
        tracks=MappingProxyType({"architect": _TRACK}),
        pay=MappingProxyType({}),
        outlook=MappingProxyType({}),
        projects=MappingProxyType({}),
        certifications=MappingProxyType({}),
    )


def _skill(skill_id: str, spec: SkillSpec) -> Skill:
    return Skill(
        name=skill_id.title(),
        what=f"What {skill_id} is.",
        at_work=f"Where {skill_id} is met at work.",
        aliases=(Alias(text=f"{skill_id} alias"),),
        behaviours=tuple(f"Does {skill_id} at {level}." for level in range(1, 6)),
        hours=tuple(spec.hours),
        hours_source=SOURCE,
        self_checks=(
            SelfCheck(proficiency=2, ask=f"Is {skill_id} easy?", look_for="An example."),
            SelfCheck(proficiency=4, ask=f"Is {skill_id} hard?", look_for="A reason."),
        ),
        requires=tuple(
            Requires.model_validate(
                {"skill": n.skill, "proficiency": n.at, "for": n.before, "why": f"{skill_id} builds on {n.skill}."}
            )
            for n in spec.needs
        ),
        alternative_to=tuple(
            AlternativeTo(skill=other, credit=credit, why=f"{skill_id} is like {other}.")
            for other, credit in spec.stands_in_for
        ),
    )


def _role(
    role_id: str, rows: Mapping[str, Mapping[LevelId, Ask]], stack: Mapping[str, str], until: Mapping[str, LevelId]
) -> Role:
    return Role(
        name=role_id.title(),
        summary="A role of a test.",
        occupation_codes=(OccupationCode(scheme="test", code="00", label="Test", note=None),),
        summary_by_level=LevelTexts(**dict.fromkeys(LEVEL_IDS, "What the level does.")),
        responsibilities=(Responsibility(text="Does things.", skills=("any",), sources=(SOURCE,), from_level="junior"),)
        * 3,
        day_in_the_life=DayInTheLife(junior="A day.", senior="A day."),
        day_source=SOURCE,
        work_with=(Collaborator(who="Somebody", about="Something."),),
        challenges=("A challenge.",),
        why_not=("A reason.",),
        stack=dict(stack),
        requirements={
            key: RequirementRow(
                why=f"Why {key} is asked.",
                source=SOURCE,
                levels={
                    level: RequirementCell(proficiency=ask.proficiency, tier=ask.tier, weight=ask.weight)
                    for level, ask in cells.items()
                },
                until=until.get(key),
            )
            for key, cells in rows.items()
        },
    )


_INFO = DatasetInfo(
    name="Test", version="2026.1.0", released="2026-01-01", licence="CC0, for tests", attribution=("Nobody",)
)
_SOURCE = Source(
    title="A source of a test",
    publisher=None,
    kind="editorial",
    grade=None,
    url=None,
    published=None,
    licence=None,
    note="Made up for a test.",
)
_LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        level_id: Level(
            name=level_id.title(),
            rank=rank,
            years=(rank, None),
            years_note="Years vary.",
            summary="A level.",
            scope="A scope.",
            autonomy="Some autonomy.",
            influence="Some influence.",
            examples=("One.", "Two.", "Three."),
            source=SOURCE,
            year_sources=(SOURCE,),
        )
        for rank, level_id in enumerate(LEVEL_IDS, start=1)
    }
)
_TRACK = Track(
    name="Architect",
    after="senior",
    summary="A track.",
    what_changes=(Change(before="Code.", after="Plans."),),
    week="A week.",
    skills=(TrackSkill(skill="any", proficiency=3, why="Because."),),
    suits=("Someone.",),
    think_twice=("A doubt.",),
    way_back="There is one.",
    source=SOURCE,
)


@dataclass(frozen=True)
class Case:
    """A person in a world."""

    world: World
    profile: Profile

    @property
    def dataset(self) -> Dataset:
        return self.world.dataset

    @property
    def target(self) -> RoleLevel:
        return self.world.target


def person(ratings: Mapping[str, int] | None = None, *, skipping: Collection[str] = ()) -> Profile:
    """Make a profile with ratings and skipped skills."""
    states: dict[str, State] = dict.fromkeys(skipping, "skip")
    return Profile(ratings=MappingProxyType(dict(ratings or {})), states=MappingProxyType(states))


#: Not in alphabetical order, so that order of entry and order of id differ.
SKILL_IDS: tuple[str, ...] = ("sql", "http", "java", "git", "aws", "linux", "docker", "celery")
GROUP_IDS: tuple[str, ...] = ("any-queue", "one-store")
PROFICIENCIES: tuple[int, ...] = (1, 2, 3, 4, 5)
#: Doubling one of these stays within the weights the data may hold.
WEIGHTS: tuple[float, ...] = (0.5, 0.75, 1.0, 1.3, 2.0, 2.5)
CREDITS: tuple[float, ...] = (0.25, 0.5, 0.6, 0.75, 0.9)
#: Few different ones, so that equal returns, and with them the ties, come up.
RUNGS: tuple[HoursOfRung, ...] = ((1, 1), (2, 5), (7, 9), (10, 10), (20, 33), (40, 44))
#: Drawn in one go from a seed that Hypothesis chooses: it shrinks how many of everything there are, not each number,
#: which is ten times as fast and ends in examples just as small.
CHANCE = st.randoms(use_true_random=True)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a world of 3 to 8 skills with prerequisites that close no circle, alternatives, groups and asks."""
    chance = draw(CHANCE)
    ids = SKILL_IDS[: draw(st.integers(3, len(SKILL_IDS)))]
    needs = _acyclic(ids, [_need(chance, ids) for _ in range(draw(st.integers(0, 8)))])
    pairs = [chance.sample(ids, 2) for _ in range(draw(st.integers(0, 4)))]
    credits_ = {(owner, other): chance.choice(CREDITS) for owner, other in pairs}
    skills = {
        key: SkillSpec(
            hours=tuple(chance.choices(RUNGS, k=5)),
            needs=tuple(needs[key]),
            stands_in_for=tuple((other, credit) for (owner, other), credit in credits_.items() if owner == key),
        )
        for key in ids
    }
    groups = {key: tuple(chance.sample(ids, chance.choice((2, 3)))) for key in GROUP_IDS[: draw(st.integers(0, 2))]}
    drawn = [*chance.sample(ids, draw(st.integers(1, len(ids) - 1))), *(key for key in groups if chance.random() < 0.8)]
    asks = {
        key: Ask(chance.choice(PROFICIENCIES), chance.choice(TIERS), chance.choice(WEIGHTS))
        for key in drawn
        if key not in groups or not set(groups[key]) <= set(drawn)
    }
    return World(skills, asks, groups, _choices(chance, groups))


def _need(chance: Random, ids: Sequence[str]) -> tuple[str, Needs]:
    owner, other = chance.sample(ids, 2)
    return owner, Needs(other, chance.choice(PROFICIENCIES), chance.choice(PROFICIENCIES))


def _choices(chance: Random, groups: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Choose a member of some groups."""
    return {key: chance.choice(members) for key, members in groups.items() if chance.choice((True, False))}


def _acyclic(ids: Sequence[str], drawn: list[tuple[str, Needs]]) -> dict[str, list[Needs]]:
    """Keep each drawn prerequisite that neither closes a circle over (skill, proficiency) nor repeats one."""
    kept: dict[str, list[Needs]] = {key: [] for key in ids}
    for owner, need in drawn:
        is_new = all((n.skill, n.before) != (need.skill, need.before) for n in kept[owner])
        if is_new and (owner, need.before) not in _below(kept, (need.skill, need.at)):
            kept[owner].append(need)
    return kept


def _below(needs: Mapping[str, list[Needs]], node: Node) -> set[Node]:
    """List a node and everything under it."""
    found: set[Node] = set()
    waiting = [node]
    while waiting:
        skill_id, proficiency = current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        if proficiency > 1:
            waiting.append((skill_id, proficiency - 1))
        waiting += [(need.skill, need.at) for need in needs[skill_id] if need.before == proficiency]
    return found


@st.composite
def profiles(draw: st.DrawFn, world: World, *, may_skip: bool = False) -> Profile:
    """Draw a profile for a world: some skills rated, some groups chosen, some questions put aside."""
    chance = draw(CHANCE)
    ids = list(world.skills)
    rated = chance.sample(ids, draw(st.integers(0, len(ids))))
    skipped = chance.sample(ids, draw(st.integers(0, 2))) if may_skip else []
    return Profile(
        ratings=MappingProxyType({key: chance.choice((0, *PROFICIENCIES)) for key in rated}),
        states=MappingProxyType(dict.fromkeys(skipped, "skip")),
        stack=MappingProxyType(_choices(chance, world.groups)),
        passed=frozenset(key for key in world.asks if chance.choice((True, False, False))),
    )


@st.composite
def cases(draw: st.DrawFn, *, may_skip: bool = False) -> Case:
    """Draw a person in a world."""
    world = draw(worlds())
    return Case(world, draw(profiles(world, may_skip=may_skip)))
