"""The JSON Schemas that editors use accept what the checks accept, and refuse a typo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from careerdata.loader import SHIPPED
from careerdata.schema import schemas, write
from careerdata.yaml_reader import read
from tests.careerdata.tiny import FILES, Folder

SCHEMAS = schemas()


def schema_for(file: str) -> dict[str, Any]:
    """Skill files share a schema, role files another; every other file has its own."""
    folder, _, name = file.rpartition("/")
    return SCHEMAS[{"skills": "skills", "roles": "role"}.get(folder, Path(name).stem)]


def errors(folder: Path, file: str) -> list[str]:
    content, problems = read(folder / file, file)
    assert problems == []
    return [error.message for error in Draft202012Validator(schema_for(file)).iter_errors(content)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_itself_valid(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("file", FILES)
def test_a_valid_file_fits_its_schema(tiny: Folder, file: str) -> None:
    assert errors(tiny.path, file) == []


@pytest.mark.parametrize("file", sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.yaml")))
def test_a_shipped_file_fits_its_schema(file: str) -> None:
    assert errors(SHIPPED, file) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("dataset.yaml", "licence:", "license:"),
        ("sources.yaml", "    publisher: Somebody", "    publishr: Somebody"),
        ("levels.yaml", "rank: 3", "ranks: 3"),
        ("groups.yaml", "members:", "member:"),
        ("core.yaml", "mid: {proficiency", "mid: {profficiency"),
        ("roles/api-developer.yaml", "day_source", "day_sources"),
        ("skills/languages.yaml", "{text: py, strength", "{text: py, strengh"),
        ("skills/storage.yaml", "credit:", "credits:"),
        ("tracks.yaml", "week:", "weeks:"),
        ("pay.yaml", "sample:", "samples:"),
        ("outlook.yaml", "openings_per_year", "openings"),
        ("projects.yaml", "projects:", "project:"),
        ("certifications.yaml", "issuer:", "isuer:"),
    ],
)
def test_a_typo_does_not_fit_the_schema(tiny: Folder, file: str, old: str, new: str) -> None:
    tiny.change(file, old, new)
    assert errors(tiny.path, file) != []
    assert tiny.problems() != []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("roles/api-developer.yaml", "{proficiency: 2", "{proficiency: 6"),
        ("roles/api-developer.yaml", "tier: must", "tier: mst"),
        ("pay.yaml", "currency: EUR", "currency: €"),
        ("pay.yaml", "median: 60000", "median: 60k"),
        ("sources.yaml", "https://example.org/survey", "javascript:alert(1)"),
        ("groups.yaml", "[postgresql, mysql]", "[postgresql]"),
    ],
)
def test_a_wrong_value_does_not_fit_the_schema(tiny: Folder, file: str, old: str, new: str) -> None:
    tiny.change(file, old, new)
    assert errors(tiny.path, file) != []


def test_the_schemas_are_written_as_stable_json_files(tmp_path: Path) -> None:
    paths = write(tmp_path / "new" / "schema")
    assert [path.name for path in paths] == [f"{name}.schema.json" for name in SCHEMAS]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert [json.loads(text) for text in texts] == list(SCHEMAS.values())
    assert [path.read_text(encoding="utf-8") for path in write(tmp_path / "new" / "schema")] == texts


def test_the_schemas_in_the_docs_are_those_of_the_models() -> None:
    folder = Path(__file__).parents[2] / "docs" / "schema"
    written = {path.name.removesuffix(".schema.json"): json.loads(path.read_text()) for path in folder.iterdir()}
    assert written == schemas(), "run: python -m careerdata schema"


def test_every_shipped_file_names_its_schema_for_editors() -> None:
    for path in SHIPPED.rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), path.name
        assert (path.parent / first.partition("=")[2]).is_file(), path.name
