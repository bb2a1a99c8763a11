"""Reads a folder of datasets, and an overlay over it, into one frozen `Dataset`, or into the full list of problems."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from careerdata import yaml_reader
from careerdata.checks import run_checks
from careerdata.checks.context import Context
from careerdata.dataset import Dataset
from careerdata.models import (
    Category,
    Certification,
    DatasetInfo,
    Group,
    Level,
    OutlookFigure,
    PayFigure,
    Project,
    RequirementRow,
    Role,
    Skill,
    Source,
    Track,
)
from careerdata.problems import Problem, did_you_mean
from careerdata.yaml_reader import Mapping, Mark, locate

SHIPPED = Path(__file__).parent / "datasets"
#: Environment variable naming a company overlay folder.
OVERLAY_VARIABLE = "WAYMARK_OVERLAY"

#: file -> (key the entries stand under, their model, whether the file must be there)
ENTRY_FILES: dict[str, tuple[str, type[BaseModel], bool]] = {
    "sources.yaml": ("sources", Source, True),
    "levels.yaml": ("levels", Level, True),
    "tracks.yaml": ("tracks", Track, False),
    "groups.yaml": ("groups", Group, True),
    "core.yaml": ("requirements", RequirementRow, True),
    "pay.yaml": ("figures", PayFigure, False),
    "outlook.yaml": ("figures", OutlookFigure, False),
    "projects.yaml": ("projects", Project, False),
    "certifications.yaml": ("certifications", Certification, False),
}
INFO_FILE = "dataset.yaml"
FOLDERS = ("skills", "roles")


class DatasetError(Exception):
    """The data has mistakes. `problems` lists every one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        lines = "\n".join(map(str, problems))
        super().__init__(f"{len(problems)} problem(s) in the data:\n{lines}")


@cache
def shipped() -> Dataset:
    """Load the dataset of this process once: the shipped data under the overlay that the environment names."""
    overlay = os.environ.get(OVERLAY_VARIABLE)
    return load(SHIPPED, overlay=Path(overlay) if overlay else None)


def load(folder: Path, *, overlay: Path | None = None) -> Dataset:
    """Load a folder of datasets. Raises DatasetError with every problem found; skips nothing."""
    dataset, problems = examine(folder, overlay=overlay)
    if dataset is None or problems:
        raise DatasetError(problems)
    return dataset


def examine(folder: Path, *, overlay: Path | None = None) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Read and check a folder. The dataset is None when its parts cannot be put together."""
    reading = _Reading()
    missing = [_no_folder(path) for path in (folder, overlay) if path is not None and not path.is_dir()]
    if missing:
        return None, tuple(missing)
    files = reading.folder(folder, prefix="")
    if overlay is not None:
        files = _lay_over(files, reading.folder(overlay, prefix=f"{overlay.name}/"))
    parts = _Parts(files, reading.problems, frozenset(reading.unread))
    dataset = parts.assemble(reading.digest.hexdigest())
    if dataset is not None:
        reading.problems.extend(run_checks(Context(dataset, files)))
    return dataset, tuple(sorted(set(reading.problems)))


def _no_folder(path: Path) -> Problem:
    return Problem(str(path), 1, "folder", "is not a folder", "Name a folder laid out as in docs/adding-data.md.")


@dataclass
class _Reading:
    """Files read so far, with the problems of reading them and the digest of their bytes."""

    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Files that are there but could not be read."""
    digest: Any = field(default_factory=hashlib.sha256)

    def folder(self, folder: Path, *, prefix: str) -> dict[str, Mapping]:
        found: dict[str, Mapping] = {}
        for name in self._names(folder, prefix):
            path = folder / name
            content, problems = yaml_reader.read(path, prefix + name)
            self.problems.extend(problems)
            self.digest.update(f"{name}\0".encode())
            if content is not None:
                self.digest.update(path.read_bytes())
                found[name] = content
            else:
                self.unread.add(name)
        return found

    def _names(self, folder: Path, prefix: str) -> Iterator[str]:
        known = {INFO_FILE, *ENTRY_FILES}
        for path in sorted(folder.iterdir()):
            if path.name in FOLDERS and path.is_dir():
                yield from self._names_in(path, prefix)
            elif path.name in known:
                yield path.name
            elif not path.name.startswith("."):
                otherwise = "Remove it, or see docs/adding-data.md."
                # All these names share '.yaml', so likeness begins late.
                remedy = did_you_mean(path.name, (*known, *FOLDERS), otherwise=otherwise, likeness=0.8)
                self._add(prefix + path.name, "file", "is no file of a dataset", remedy)

    def _names_in(self, folder: Path, prefix: str) -> Iterator[str]:
        for path in sorted(folder.iterdir()):
            name = f"{folder.name}/{path.name}"
            if path.suffix == ".yaml" and path.is_file():
                yield name
            elif not path.name.startswith("."):
                self._add(prefix + name, "file", "does not end in .yaml", "Rename it to ID.yaml.")

    def _add(self, file: str, where: str, found: str, remedy: str) -> None:
        self.problems.append(Problem(file, 1, where, found, remedy))


def _lay_over(base: dict[str, Mapping], over: dict[str, Mapping]) -> dict[str, Mapping]:
    merged = dict(base)
    for name, content in over.items():
        merged[name] = yaml_reader.merge(base[name], content) if name in base else content
    return merged


class _Parts:
    """Turns what was read into models, noting each mistake with its line."""

    def __init__(self, files: dict[str, Mapping], problems: list[Problem], unread: frozenset[str]) -> None:
        self.files = files
        self.problems = problems
        self.unread = unread
        self.is_whole = not unread

    def assemble(self, digest: str) -> Dataset | None:
        info = self._one(DatasetInfo, INFO_FILE, self.files.get(INFO_FILE), ())
        entries = {file: self._entries(file, *shape) for file, shape in ENTRY_FILES.items()}
        categories, skills, category_of = self._skills()
        roles = self._roles()
        if info is None or not self.is_whole:
            return None
        return Dataset(
            info=info,
            digest=digest,
            sources=entries["sources.yaml"],
            levels=entries["levels.yaml"],
            categories=categories,
            skills=skills,
            category_of=category_of,
            groups=entries["groups.yaml"],
            core=entries["core.yaml"],
            roles=roles,
            tracks=entries["tracks.yaml"],
            pay=entries["pay.yaml"],
            outlook=entries["outlook.yaml"],
            projects=entries["projects.yaml"],
            certifications=entries["certifications.yaml"],
        )

    def _entries(self, file: str, key: str, model: type[BaseModel], must_be_there: bool) -> Any:
        content = self.files.get(file)
        if content is None:
            if must_be_there and file not in self.unread:
                self._add(Mark(file, 1), "file", "is missing", "Add it; see docs/adding-data.md.")
            return MappingProxyType({})
        self._only_fields(file, content, (key,))
        return self._mapping(file, content, key, model)

    def _mapping(self, file: str, content: Mapping, key: str, model: type[BaseModel]) -> Any:
        entries = content.get(key)
        if not isinstance(entries, Mapping):
            mark = locate(content, (key,), default=Mark(file, 1))
            remedy = f"Write '{key}:' and the entries below it."
            self._add(mark, key, "is missing or is not a mapping of entries", remedy)
            return MappingProxyType({})
        made = {name: self._one(model, file, entries.get(name), (key, name), within=content) for name in entries}
        return MappingProxyType(made)

    def _skills(self) -> tuple[Any, Any, Any]:
        categories: dict[str, Any] = {}
        skills: dict[str, Any] = {}
        category_of: dict[str, str] = {}
        for file, content in self._files_in("skills"):
            category = Path(file).stem
            self._only_fields(file, content, ("category", "skills"))
            categories[category] = self._one(Category, file, content.get("category"), ("category",), within=content)
            for skill_id, skill in self._mapping(file, content, "skills", Skill).items():
                if skill_id in skills:
                    mark = locate(content, ("skills", skill_id), default=Mark(file, 1))
                    found = f"is also in skills/{category_of[skill_id]}.yaml"
                    self._add(mark, f"skills.{skill_id}", found, "Keep one.")
                skills[skill_id], category_of[skill_id] = skill, category
        return MappingProxyType(categories), MappingProxyType(skills), MappingProxyType(category_of)

    def _roles(self) -> Any:
        made = {
            Path(file).stem: self._one(Role, file, content, (), within=content)
            for file, content in self._files_in("roles")
        }
        return MappingProxyType(made)

    def _files_in(self, folder: str) -> Iterator[tuple[str, Mapping]]:
        found = [(name, content) for name, content in self.files.items() if name.startswith(f"{folder}/")]
        if not found and not any(name.startswith(f"{folder}/") for name in self.unread):
            self._add(Mark(folder, 1), "folder", "holds no .yaml file", "Add at least one; see docs/adding-data.md.")
        yield from found

    def _only_fields(self, file: str, content: Mapping, fields: tuple[str, ...]) -> None:
        for name in content:
            if name not in fields:
                remedy = did_you_mean(name, fields, otherwise="Remove it.")
                self._add(content.marks[name], name, "unknown field", remedy)

    def _one(
        self,
        model: type[BaseModel],
        file: str,
        value: Any,
        path: tuple[str, ...],
        *,
        within: Mapping | None = None,
    ) -> Any:
        top = within if within is not None else value
        if value is None:
            mark = locate(top, path, default=Mark(file, 1))
            remedy = "Add it; see docs/adding-data.md."
            if file not in self.unread:
                self._add(mark, ".".join(path) or "file", "is missing or empty", remedy)
            return None
        try:
            return model.model_validate(value)
        except ValidationError as errors:
            for error in errors.errors(include_url=False):
                mark = locate(top, (*path, *error["loc"]), default=Mark(file, 1))
                found, remedy = _explain(error, model)
                self._add(mark, _field(path, error["loc"]), found, remedy)
            return None

    def _add(self, mark: Mark, where: str, found: str, remedy: str) -> None:
        self.is_whole = False
        self.problems.append(Problem(mark.file, mark.line, where, found, remedy))


def _field(path: tuple[str, ...], loc: tuple[int | str, ...]) -> str:
    named = (part for part in (*path, *loc) if part != "[key]")
    parts = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in named)
    return parts.lstrip(".") or "entry"


def _explain(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """Say in plain words what pydantic found, and what to do."""
    kind, found, context = error["type"], error["input"], error.get("ctx", {})
    shown = "nothing" if found is None else f"'{found}'" if isinstance(found, str) else str(found)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    if kind == "extra_forbidden":
        return "unknown field", did_you_mean(str(error["loc"][-1]), _field_names(model), otherwise="Remove it.")
    if kind in _KINDS:
        needed, remedy = _KINDS[kind]
        return f"{shown} where {needed} is needed", remedy
    return {
        "missing": ("missing field", "Add it; docs/adding-data.md shows an example."),
        "value_error": (str(context.get("error")), "Correct the text or the numbers."),
        "literal_error": (f"{shown} is not one of the choices", f"Use {context.get('expected')}."),
        "string_pattern_mismatch": (f"{shown} has the wrong form", f"It must match {context.get('pattern')}."),
    }.get(kind, (f"{shown} {_must(error['msg'])}", "Correct the value."))


def _must(sentence: str) -> str:
    """Shorten a sentence such as 'Tuple should have at least 2 items after validation, not 1'."""
    return re.sub(r"^\w+ should", "must", sentence).replace(" after validation", "")


_NUMBER = ("a number", "Write plain digits, such as 12 or 0.5.")
_WHOLE = ("a whole number", "Write plain digits, such as 3.")
_KINDS = {
    "string_type": ("text", "Write text; put it in double quotes if it looks like a number or a date."),
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": ("true or false", "Write true or false."),
    "tuple_type": ("a list", "Write a list: one '- item' a line, or [a, b]."),
    "dict_type": ("a mapping", "Write 'key: value' lines."),
    "mapping_type": ("a mapping", "Write 'key: value' lines."),
    "model_type": ("a mapping of fields", "Write 'field: value' lines."),
}


def _field_names(model: type[BaseModel]) -> set[str]:
    """List the field names of a model and of the models inside it."""
    names: set[str] = set()
    for name, described in model.model_fields.items():
        names.add(described.alias or name)
        inner = [described.annotation, *getattr(described.annotation, "__args__", ())]
        for part in inner:
            if isinstance(part, type) and issubclass(part, BaseModel) and part is not model:
                names |= _field_names(part)
    return names
