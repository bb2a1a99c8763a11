"""Every id that is named exists, and every source is used."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping

from careerdata.checks.context import Context
from careerdata.dataset import Dataset
from careerdata.problems import Problem, did_you_mean

Path = tuple[Hashable, ...]
#: (file, path of the field, id named there)
Reference = tuple[str, Path, str]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def skill_references(dataset: Dataset) -> Iterator[Reference]:
    """List every place that names a skill."""
    yield from _in_skills(dataset)
    for group_id, group in dataset.groups.items():
        for place, member in enumerate(group.members):
            yield "groups.yaml", ("groups", group_id, "members", place), member
    for role_id, role in dataset.roles.items():
        for place, duty in enumerate(role.responsibilities):
            for inner, skill_id in enumerate(duty.skills):
                yield f"roles/{role_id}.yaml", ("responsibilities", place, "skills", inner), skill_id
    yield from _proofs("tracks.yaml", "tracks", "skills", dataset.tracks)
    yield from _proofs("projects.yaml", "projects", "proves", dataset.projects)
    yield from _proofs("certifications.yaml", "certifications", "closes", dataset.certifications)


def _in_skills(dataset: Dataset) -> Iterator[Reference]:
    for skill_id, skill in dataset.skills.items():
        file = f"skills/{dataset.category_of[skill_id]}.yaml"
        for field in ("requires", "alternative_to", "part_of", "complements"):
            for place, relation in enumerate(getattr(skill, field)):
                yield file, ("skills", skill_id, field, place, "skill"), relation.skill


def _proofs(file: str, key: str, field: str, entries: Mapping[str, object]) -> Iterator[Reference]:
    for entry_id, entry in entries.items():
        for place, proof in enumerate(getattr(entry, field)):
            yield file, (key, entry_id, field, place, "skill"), proof.skill


def source_references(dataset: Dataset) -> Iterator[Reference]:
    """List every place that names a source."""
    for skill_id, skill in dataset.skills.items():
        yield (
            f"skills/{dataset.category_of[skill_id]}.yaml",
            ("skills", skill_id, "hours_source"),
            skill.hours_source,
        )
    yield from _simple("levels.yaml", "levels", dataset.levels, "source")
    for level_id, level in dataset.levels.items():
        for place, source in enumerate(level.year_sources):
            yield "levels.yaml", ("levels", level_id, "year_sources", place), source
    yield from _simple("tracks.yaml", "tracks", dataset.tracks, "source")
    yield from _simple("core.yaml", "requirements", dataset.core, "source")
    yield from _simple("pay.yaml", "figures", dataset.pay, "source")
    yield from _simple("outlook.yaml", "figures", dataset.outlook, "source")
    yield from _simple("projects.yaml", "projects", dataset.projects, "source", "hours_source")
    yield from _simple("certifications.yaml", "certifications", dataset.certifications, "source")
    for certification_id, certification in dataset.certifications.items():
        if certification.cost:
            path = ("certifications", certification_id, "cost", "source")
            yield "certifications.yaml", path, certification.cost.source
    for role_id, role in dataset.roles.items():
        file = f"roles/{role_id}.yaml"
        yield file, ("day_source",), role.day_source
        yield from _simple(file, "requirements", role.requirements, "source")
        for place, duty in enumerate(role.responsibilities):
            for inner, source in enumerate(duty.sources):
                yield file, ("responsibilities", place, "sources", inner), source


def _simple(file: str, key: str, entries: Mapping[str, object], *fields: str) -> Iterator[Reference]:
    for entry_id, entry in entries.items():
        for field in fields:
            yield file, (key, entry_id, field), getattr(entry, field)


def unknown_skills(context: Context) -> Iterator[Problem]:
    """Only skills that exist may be named; a requirement may name a group as well."""
    dataset = context.dataset
    yield from _unknown(context, "skill", skill_references(dataset), dataset.skills)
    rows: list[Reference] = [("core.yaml", ("requirements", key), key) for key in dataset.core]
    rows += [
        (f"roles/{role_id}.yaml", ("requirements", key), key)
        for role_id, role in dataset.roles.items()
        for key in role.requirements
    ]
    yield from _unknown(context, "skill or group", iter(rows), {*dataset.skills, *dataset.groups})


def unknown_sources(context: Context) -> Iterator[Problem]:
    """Only sources that exist may be named."""
    yield from _unknown(context, "source", source_references(context.dataset), context.dataset.sources)


def unknown_roles(context: Context) -> Iterator[Problem]:
    """A pay figure may only speak for roles that exist."""
    places = (
        ("pay.yaml", ("figures", figure_id, "roles", place), role)
        for figure_id, figure in context.dataset.pay.items()
        for place, role in enumerate(figure.roles)
    )
    yield from _unknown(context, "role", places, context.dataset.roles)


def _unknown(context: Context, kind: str, places: Iterator[Reference], known: Iterable[str]) -> Iterator[Problem]:
    known = set(known)
    for file, path, name in places:
        if name not in known:
            remedy = did_you_mean(name, sorted(known), otherwise=f"Add that {kind}, or name another.")
            yield context.problem(file, path, f"unknown {kind} '{name}'", remedy)


def unused_sources(context: Context) -> Iterator[Problem]:
    """A source that no entry names is dead weight; research behind the method stands in the docs."""
    used = {name for _, _, name in source_references(context.dataset)}
    for source_id, source in context.dataset.sources.items():
        if source_id not in used and source.kind != "research":
            remedy = "Name it in an entry, or remove it."
            yield context.problem("sources.yaml", ("sources", source_id), "is used by no entry", remedy)


def bad_ids(context: Context) -> Iterator[Problem]:
    """Ids are lower-case words joined by hyphens."""
    for file, content in context.files.items():
        stem = file.rsplit("/", 1)[-1].removesuffix(".yaml")
        if not _ID.match(stem):
            remedy = "Use lower-case words joined by hyphens."
            yield context.problem(file, ("file",), f"the name '{stem}' is not an id", remedy)
        for key, entries in content.items():
            if key in ("category", "stack", "name") or not hasattr(entries, "marks") or isinstance(entries, list):
                continue
            for entry_id in entries:
                if file.startswith("roles/") and key != "requirements":
                    continue
                if not _ID.match(entry_id):
                    remedy = "Use lower-case words joined by hyphens."
                    yield context.problem(file, (key, entry_id), f"'{entry_id}' is not an id", remedy)


def ids_shared_by_skills_and_groups(context: Context) -> Iterator[Problem]:
    """Requirements name skills and groups alike, so the two must differ."""
    for group_id in context.dataset.groups:
        if group_id in context.dataset.skills:
            yield context.problem("groups.yaml", ("groups", group_id), "is also a skill's id", "Rename the group.")
