"""JSON Schemas of the data files, generated from the models, for editors that check YAML as one types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from careerdata.loader import ENTRY_FILES, INFO_FILE
from careerdata.models import Category, DatasetInfo, Role, Skill


def schemas() -> dict[str, dict[str, Any]]:
    """Build one schema for each kind of file, by file name without its ending."""
    made = {
        Path(INFO_FILE).stem: DatasetInfo.model_json_schema(),
        "role": Role.model_json_schema(),
        "skills": _file_of({"category": (Category, False), "skills": (Skill, True)}),
    }
    for file, (key, model, _) in ENTRY_FILES.items():
        made[Path(file).stem] = _file_of({key: (model, True)})
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema} for name, schema in made.items()
    }


def write(folder: Path) -> tuple[Path, ...]:
    """Write the schemas as NAME.schema.json into a folder, made if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas().items():
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        paths.append(path)
    return tuple(paths)


def _file_of(parts: dict[str, tuple[type[BaseModel], bool]]) -> dict[str, Any]:
    """Describe a file: each key holds one entry, or (True) a mapping of entries by id."""
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    for key, (model, is_many) in parts.items():
        schema = model.model_json_schema()
        definitions |= schema.pop("$defs", {})
        definitions[model.__name__] = schema
        reference = {"$ref": f"#/$defs/{model.__name__}"}
        properties[key] = {"type": "object", "additionalProperties": reference} if is_many else reference
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": definitions,
    }
