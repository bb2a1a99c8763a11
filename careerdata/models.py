"""The shape of every entry, declared once, as frozen models.

They also make the JSON Schema that editors use. Rules that need more than one entry live in `careerdata.checks`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    WithJsonSchema,
    model_validator,
)

Tier = Literal["must", "strong", "nice"]
Kind = Literal["official", "survey", "advertised", "claim", "editorial", "research", "standard"]
FigureKind = Literal["official", "survey", "advertised", "claim"]
Grade = Literal["A", "B", "C"]
LevelId = Literal["junior", "mid", "senior", "staff", "principal"]
#: In the order of the ladder.
LEVEL_IDS: tuple[LevelId, ...] = ("junior", "mid", "senior", "staff", "principal")

_HTML_TAG = re.compile(r"<\s*[a-zA-Z/!]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def _plain(text: str) -> str:
    """Refuse text that is not plain: control characters, invisible ones, HTML, spreadsheet formulas."""
    if _CONTROL.search(text):
        raise ValueError("holds a control or invisible character")
    if _HTML_TAG.search(text):
        raise ValueError("holds HTML")
    if text[:1] in "=+@\t" or re.match(r"-\S*\(", text):
        raise ValueError("starts like a spreadsheet formula")
    if text != text.strip():
        raise ValueError("has blanks at its start or end")
    return text


def _calendar(text: str) -> str:
    """Refuse a year, month or day that no calendar has."""
    date.fromisoformat(f"{text}-01-01"[:10])
    return text


def _frozen(value: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(value)


def _as_fields(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, Field(min_length=1, max_length=90), AfterValidator(_plain)]
Text = Annotated[str, Field(min_length=3, max_length=1500), AfterValidator(_plain)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"']+$", max_length=400)]
When = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"), AfterValidator(_calendar)]
Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Proficiency = Annotated[int, Strict(), Field(ge=1, le=5)]
Hours = Annotated[float, Strict(), Field(gt=0, le=5000, allow_inf_nan=False)]
HoursRange = tuple[Hours, Hours]
Weight = Annotated[float, Strict(), Field(ge=0.5, le=5, allow_inf_nan=False)]


class Entry(BaseModel):
    """What every entry has in common: frozen, and no unknown field."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class DatasetInfo(Entry):
    """The dataset as a whole."""

    name: Name
    version: Annotated[str, Field(pattern=r"^\d{4}\.\d+\.\d+$")]
    released: When
    licence: Text
    attribution: tuple[Text, ...]


class Source(Entry):
    """Where facts come from."""

    title: Text
    publisher: Name | None
    kind: Kind
    grade: Grade | None
    url: Url | None
    published: When | None
    licence: Text | None
    note: Text


class Alias(Entry):
    """One spelling under which a skill is found in text. One spelling belongs to one skill."""

    text: Name
    strength: Literal["strong", "weak", "blocked"] = "strong"
    case: Literal["any", "exact"] = "any"
    needs_context: Flag = False


def _alias_schema() -> dict[str, Any]:
    full = Alias.model_json_schema()
    return {"anyOf": [{"type": "string"}, full]}


class SelfCheck(Entry):
    """A question a person can ask themselves; never a gate."""

    proficiency: Proficiency
    ask: Text
    look_for: Text


class Requires(Entry):
    """A prerequisite: `skill` at `proficiency` before this skill can reach `for`."""

    skill: Id
    proficiency: Proficiency
    for_: Annotated[Proficiency, Field(alias="for")]
    why: Text


class AlternativeTo(Entry):
    """Holding this skill stands in for `skill`, in part."""

    skill: Id
    credit: Annotated[float, Strict(), Field(gt=0, lt=1, allow_inf_nan=False)]
    why: Text


class Related(Entry):
    """A link with a reason."""

    skill: Id
    why: Text


class Resource(Entry):
    """Something to learn from."""

    title: Name
    url: Url
    kind: Literal["documentation", "tutorial", "book", "course", "video", "practice", "reference", "article"]
    free: Flag
    last_checked: When | None


class Skill(Entry):
    """One skill; its id is its key, its category the file it stands in."""

    name: Name
    what: Text
    at_work: Text
    aliases: tuple[Annotated[Alias, BeforeValidator(_as_fields), WithJsonSchema(_alias_schema())], ...] = Field(
        min_length=1
    )
    behaviours: tuple[Text, Text, Text, Text, Text]
    hours: tuple[HoursRange, HoursRange, HoursRange, HoursRange, HoursRange]
    hours_source: Id
    self_checks: tuple[SelfCheck, ...] = Field(min_length=2)
    requires: tuple[Requires, ...] = ()
    alternative_to: tuple[AlternativeTo, ...] = ()
    part_of: tuple[Related, ...] = ()
    complements: tuple[Related, ...] = ()
    resources: tuple[Resource, ...] = ()


class Category(Entry):
    """A family of skills: one file."""

    name: Name
    summary: Text
    kind: Literal["technical", "practice", "people"]


class Group(Entry):
    """A one-of group: any one member meets a requirement of the group."""

    name: Name
    why: Text
    members: tuple[Id, ...] = Field(min_length=2)


class RequirementCell(Entry):
    """What a level asks; a part left out carries over from the level below."""

    proficiency: Proficiency | None = None
    tier: Tier | None = None
    weight: Weight | None = None


class RequirementRow(Entry):
    """One skill or group across the levels, as written in core.yaml or a role's file."""

    why: Text
    source: Id
    levels: Annotated[dict[LevelId, RequirementCell], AfterValidator(_frozen), PlainSerializer(dict)] = Field(
        min_length=1
    )
    until: LevelId | None = None


class OccupationCode(Entry):
    """Where an official classification puts the work."""

    scheme: Name
    code: Annotated[str, Field(min_length=2, max_length=120)]
    label: Name
    note: Text | None = None


class Responsibility(Entry):
    """Something the role answers for."""

    text: Text
    skills: tuple[Id, ...] = Field(min_length=1)
    sources: tuple[Id, ...] = Field(min_length=1)
    from_level: LevelId


class Collaborator(Entry):
    """Somebody the role works with."""

    who: Name
    about: Text


class DayInTheLife(Entry):
    """A working day, told for two levels."""

    junior: Text
    senior: Text


class LevelTexts(Entry):
    """One text a level."""

    junior: Text
    mid: Text
    senior: Text
    staff: Text
    principal: Text


class Role(Entry):
    """A variant of the backend occupation; its id is its file's name."""

    name: Name
    summary: Text
    occupation_codes: tuple[OccupationCode, ...] = Field(min_length=1)
    summary_by_level: LevelTexts
    responsibilities: tuple[Responsibility, ...] = Field(min_length=3)
    day_in_the_life: DayInTheLife
    day_source: Id
    work_with: tuple[Collaborator, ...] = Field(min_length=1)
    challenges: tuple[Text, ...] = Field(min_length=1)
    why_not: tuple[Text, ...] = Field(min_length=1)
    stack: Annotated[dict[Id, Id], AfterValidator(_frozen), PlainSerializer(dict)]
    requirements: Annotated[dict[Id, RequirementRow], AfterValidator(_frozen), PlainSerializer(dict)] = Field(
        min_length=1
    )


class Level(Entry):
    """A rung of the ladder. Levels compare with levels only."""

    name: Name
    rank: Annotated[int, Strict(), Field(ge=1, le=9)]
    years: tuple[Annotated[int, Strict(), Field(ge=0, le=50)], Annotated[int, Strict(), Field(ge=0, le=60)] | None]
    years_note: Text
    summary: Text
    scope: Text
    autonomy: Text
    influence: Text
    examples: tuple[Text, ...] = Field(min_length=3)
    source: Id
    year_sources: tuple[Id, ...] = Field(min_length=1)

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Level) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Level) else NotImplemented


class Change(Entry):
    """Before and after."""

    before: Text
    after: Text


class TrackSkill(Entry):
    """A skill a track leans on."""

    skill: Id
    proficiency: Proficiency
    why: Text


class Track(Entry):
    """A way on after senior."""

    name: Name
    after: LevelId
    summary: Text
    what_changes: tuple[Change, ...] = Field(min_length=1)
    week: Text
    skills: tuple[TrackSkill, ...] = Field(min_length=1)
    suits: tuple[Text, ...] = Field(min_length=1)
    think_twice: tuple[Text, ...] = Field(min_length=1)
    way_back: Text
    source: Id


class PayValues(Entry):
    """The statistics a source gives; at least one."""

    p10: Annotated[Number, Field(gt=0, le=1e9)] | None = None
    p25: Annotated[Number, Field(gt=0, le=1e9)] | None = None
    median: Annotated[Number, Field(gt=0, le=1e9)] | None = None
    p75: Annotated[Number, Field(gt=0, le=1e9)] | None = None
    p90: Annotated[Number, Field(gt=0, le=1e9)] | None = None
    mean: Annotated[Number, Field(gt=0, le=1e9)] | None = None
    low: Annotated[Number, Field(gt=0, le=1e9)] | None = None
    high: Annotated[Number, Field(gt=0, le=1e9)] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> PayValues:
        percentiles = [v for v in (self.p10, self.p25, self.median, self.p75, self.p90) if v is not None]
        if percentiles != sorted(percentiles):
            raise ValueError("percentiles fall instead of rising")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        if not self.model_dump(exclude_none=True):
            raise ValueError("names no statistic")
        return self


class PayFigure(Entry):
    """One published figure on pay, as its source gives it: never converted, never averaged."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    region: Name | None
    covers: Text
    roles: tuple[Id, ...]
    level: LevelId | None
    years: (
        tuple[Annotated[int, Strict(), Field(ge=0, le=60)], Annotated[int, Strict(), Field(ge=0, le=60)] | None] | None
    )
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    period: Literal["year", "month", "hour"]
    year: Annotated[int, Strict(), Field(ge=1990, le=2100)] | None
    """None where the source does not say it; never a guess."""
    kind: FigureKind
    values: PayValues
    sample: Annotated[int, Strict(), Field(ge=1)] | None
    grade: Grade
    source: Id
    note: Text | None


class OutlookFigure(Entry):
    """One published figure on growth or openings."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    covers: Text
    measure: Name
    value: Number | None
    unit: Name
    from_year: Annotated[int, Strict(), Field(ge=1990, le=2100)] | None
    to_year: Annotated[int, Strict(), Field(ge=1990, le=2100)] | None
    openings_per_year: Annotated[int, Strict(), Field(ge=0)] | None
    jobs: Annotated[int, Strict(), Field(ge=0)] | None
    kind: FigureKind
    grade: Grade
    source: Id
    note: Text | None


class Proof(Entry):
    """A skill shown at a proficiency."""

    skill: Id
    proficiency: Proficiency


class Project(Entry):
    """Something to build that shows skills."""

    name: Name
    stage: LevelId
    summary: Text
    hours: HoursRange
    hours_source: Id
    proves: tuple[Proof, ...] = Field(min_length=1)
    reviewers_look_for: tuple[Text, ...] = Field(min_length=1)
    resume_bullet: Text
    source: Id


class Cost(Entry):
    """A price band."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    low: Annotated[Number, Field(ge=0)]
    high: Annotated[Number, Field(ge=0)]
    year: Whole
    source: Id


class Certification(Entry):
    """A certificate and the gap it closes."""

    name: Name
    issuer: Name
    url: Url | None
    closes: tuple[Proof, ...] = Field(min_length=1)
    helps_most_when: Text
    cost: Cost | None
    valid_years: Annotated[int, Strict(), Field(ge=1, le=20)] | None
    source: Id
    note: Text | None
