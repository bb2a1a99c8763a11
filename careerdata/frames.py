"""The dataset as pandas frames, for exports, notebooks and tables. Ids end in `_id`, names in `_name`; units last."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd

from careerdata.dataset import Dataset
from careerdata.graph import skill_graph

#: What each frame holds, one row a ...
FRAMES: dict[str, str] = {
    "skills": "skill: skill_id, skill_name, category_id, what, at_work",
    "aliases": "spelling of a skill: skill_id, alias, strength, case, is_context_needed",
    "behaviours": "skill and proficiency (1-5): skill_id, proficiency, behaviour, effort_low_hours, effort_high_hours,"
    " source_id",
    "relations": "edge of the skill graph: skill_id, other_skill_id, kind, for_proficiency, proficiency, credit, why",
    "groups": "member of a one-of group: group_id, group_name, skill_id",
    "requirements": "role, level and requirement: role_id, level_id, requirement_id, requirement_name, is_group,"
    " proficiency, tier, weight, is_core, why, source_id",
    "levels": "level: level_id, level_name, rank, low_years, high_years, scope, autonomy, influence",
    "pay": "published pay figure: figure_id, country, region, covers, level_id, currency, period, year, kind, p10, p25,"
    " median, p75, p90, mean, low, high, sample, grade, source_id",
    "sources": "source: source_id, title, publisher, kind, grade, url, published, licence, note",
}


def frames(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Build every frame of `FRAMES`; rows are ordered as in the files."""
    rows = {
        "skills": _skills(dataset),
        "aliases": _aliases(dataset),
        "behaviours": _behaviours(dataset),
        "relations": _relations(dataset),
        "groups": _groups(dataset),
        "requirements": _requirements(dataset),
        "levels": _levels(dataset),
        "pay": _pay(dataset),
        "sources": [{"source_id": source_id, **source.model_dump()} for source_id, source in dataset.sources.items()],
    }
    return {name: pd.DataFrame(table, columns=columns(name)) for name, table in rows.items()}


def columns(frame: str) -> list[str]:
    """List the columns of a frame, in order."""
    return FRAMES[frame].split(": ", 1)[1].split(", ")


Rows = list[dict[str, Any]]


def _skills(dataset: Dataset) -> Rows:
    return [
        {
            "skill_id": skill_id,
            "skill_name": skill.name,
            "category_id": dataset.category_of[skill_id],
            "what": skill.what,
            "at_work": skill.at_work,
        }
        for skill_id, skill in dataset.skills.items()
    ]


def _aliases(dataset: Dataset) -> Rows:
    return [
        {
            "skill_id": skill_id,
            "alias": alias.text,
            "strength": alias.strength,
            "case": alias.case,
            "is_context_needed": alias.needs_context,
        }
        for skill_id, skill in dataset.skills.items()
        for alias in skill.aliases
    ]


def _behaviours(dataset: Dataset) -> Rows:
    return [
        {
            "skill_id": skill_id,
            "proficiency": proficiency,
            "behaviour": behaviour,
            "effort_low_hours": low,
            "effort_high_hours": high,
            "source_id": skill.hours_source,
        }
        for skill_id, skill in dataset.skills.items()
        for proficiency, (behaviour, (low, high)) in enumerate(zip(skill.behaviours, skill.hours, strict=True), start=1)
    ]


def _relations(dataset: Dataset) -> Rows:
    return [
        {"skill_id": skill_id, "other_skill_id": other, **facts}
        for skill_id, other, facts in skill_graph(dataset).edges(data=True)
    ]


def _groups(dataset: Dataset) -> Rows:
    return [
        {"group_id": group_id, "group_name": group.name, "skill_id": member}
        for group_id, group in dataset.groups.items()
        for member in group.members
    ]


def _requirements(dataset: Dataset) -> Rows:
    return [
        {
            "role_id": role_level.role_id,
            "level_id": role_level.level_id,
            "requirement_id": requirement.id,
            "requirement_name": dataset.name(requirement.id),
            "is_group": requirement.is_group,
            "source_id": requirement.source,
            **{
                k: v for k, v in asdict(requirement).items() if k in ("proficiency", "tier", "weight", "is_core", "why")
            },
        }
        for role_level in dataset.role_levels.values()
        for requirement in role_level.requirements
    ]


def _levels(dataset: Dataset) -> Rows:
    return [
        {
            "level_id": level_id,
            "level_name": level.name,
            "rank": level.rank,
            "low_years": level.years[0],
            "high_years": level.years[1],
            "scope": level.scope,
            "autonomy": level.autonomy,
            "influence": level.influence,
        }
        for level_id, level in dataset.levels.items()
    ]


def _pay(dataset: Dataset) -> Rows:
    kept = {"country", "region", "covers", "currency", "period", "year", "kind", "sample", "grade"}
    return [
        {
            "figure_id": figure_id,
            "level_id": figure.level,
            "source_id": figure.source,
            **figure.model_dump(include=kept),
            **figure.values.model_dump(),
        }
        for figure_id, figure in dataset.pay.items()
    ]
