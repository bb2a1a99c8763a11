"""The loaded dataset: everything Waymark knows, frozen, with ids resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from careerdata.models import (
    LEVEL_IDS,
    Category,
    Certification,
    DatasetInfo,
    Group,
    Level,
    LevelId,
    OutlookFigure,
    PayFigure,
    Project,
    RequirementRow,
    Role,
    Skill,
    Source,
    Tier,
    Track,
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one role-level asks of one skill, or of one member of a one-of group."""

    id: str
    """A skill's or a group's id; unique within a role-level."""
    members: tuple[str, ...]
    """The skills that can meet it: one, or the group's members."""
    proficiency: int
    tier: Tier
    weight: float
    why: str
    source: str
    is_core: bool
    """Whether every backend role shares it."""

    @property
    def is_group(self) -> bool:
        """Whether any one of several skills meets it."""
        return len(self.members) > 1


@dataclass(frozen=True, slots=True)
class RoleLevel:
    """A role at a level, with its full list of requirements, weightiest first."""

    role_id: str
    level_id: LevelId
    requirements: tuple[Requirement, ...]

    @property
    def id(self) -> str:
        """`role:level`, as used in links and on the command line."""
        return f"{self.role_id}:{self.level_id}"


@dataclass(frozen=True, eq=False)
class Dataset:
    """All entries by id. Mappings are read-only and ordered as in the files."""

    info: DatasetInfo
    digest: str
    """SHA-256 of all files read, in hexadecimal: the identity of this data."""
    sources: Mapping[str, Source]
    levels: Mapping[str, Level]
    categories: Mapping[str, Category]
    skills: Mapping[str, Skill]
    category_of: Mapping[str, str]
    groups: Mapping[str, Group]
    core: Mapping[str, RequirementRow]
    roles: Mapping[str, Role]
    tracks: Mapping[str, Track]
    pay: Mapping[str, PayFigure]
    outlook: Mapping[str, OutlookFigure]
    projects: Mapping[str, Project]
    certifications: Mapping[str, Certification]

    @cached_property
    def role_levels(self) -> Mapping[str, RoleLevel]:
        """Every role at every level, by `role:level`."""
        return MappingProxyType(
            {
                f"{role_id}:{level_id}": RoleLevel(role_id, level_id, self._requirements(role, level_id))
                for role_id, role in self.roles.items()
                for level_id in LEVEL_IDS
            }
        )

    @cached_property
    def skill_by_alias(self) -> Mapping[str, str]:
        """Skill ids by id and by every alias in lower case, blocked ones left out."""
        found = {
            alias.text.casefold(): skill_id
            for skill_id, skill in self.skills.items()
            for alias in skill.aliases
            if alias.strength != "blocked"
        }
        return MappingProxyType(found | {skill_id: skill_id for skill_id in self.skills})

    def name(self, requirement_id: str) -> str:
        """Name a skill or a group for people."""
        entry = self.skills.get(requirement_id) or self.groups[requirement_id]
        return entry.name

    def role_level_name(self, role_level: RoleLevel) -> str:
        """Name a role at a level for people: 'Python backend developer, senior'."""
        return f"{self.roles[role_level.role_id].name}, {self.levels[role_level.level_id].name.lower()}"

    def _requirements(self, role: Role, level_id: LevelId) -> tuple[Requirement, ...]:
        keys = (*self.core, *(key for key in role.requirements if key not in self.core))
        found = (self._requirement(key, role, level_id) for key in keys)
        return tuple(sorted((r for r in found if r), key=lambda r: (-r.weight, r.id)))

    def _requirement(self, key: str, role: Role, level_id: LevelId) -> Requirement | None:
        shared, own = self.core.get(key), role.requirements.get(key)
        row = own or shared
        cell = resolve_cell((shared, own), level_id)
        if row is None or cell is None:
            return None
        members = self._members(key, role)
        return Requirement(key, members, *cell, row.why, row.source, is_core=own is None)

    def _members(self, key: str, role: Role) -> tuple[str, ...]:
        """List what can meet a requirement: a skill the role asks for by itself does not meet a group as well."""
        if key not in self.groups:
            return (key,)
        return tuple(m for m in self.groups[key].members if m not in role.requirements and m not in self.core)


def resolve_cell(rows: tuple[RequirementRow | None, ...], level_id: LevelId) -> tuple[int, Tier, float] | None:
    """Say what rows laid over each other ask at a level: (proficiency, tier, weight), or None for nothing.

    What a level leaves unsaid carries over from the level below; of two rows, the later one's word counts at its level.
    Proficiency only rises, over the levels and from row to row.
    """
    proficiency: int | None = None
    tier: Tier | None = None
    weight: float | None = None
    rank = LEVEL_IDS.index(level_id)
    for step in LEVEL_IDS[: rank + 1]:
        for row in rows:
            cell = row.levels.get(step) if row else None
            if cell:
                proficiency = max(cell.proficiency or 0, proficiency or 0) or None
                tier = cell.tier or tier
                weight = cell.weight or weight
    last = next((row.until for row in reversed(rows) if row and row.until), None)
    if proficiency is None or tier is None or weight is None or (last and rank > LEVEL_IDS.index(last)):
        return None
    return proficiency, tier, weight
