"""What a check looks at: the dataset, and where each of its parts stands in the files."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from careerdata.dataset import Dataset
from careerdata.problems import Problem
from careerdata.yaml_reader import Mapping, Mark, locate


@dataclass(frozen=True)
class Context:
    """A dataset with its files."""

    dataset: Dataset
    files: dict[str, Mapping]

    def problem(self, file: str, path: tuple[Hashable, ...], found: str, remedy: str) -> Problem:
        """Locate a problem at a field of a file."""
        mark = locate(self.files.get(file), path, default=Mark(file, 1))
        parts = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
        return Problem(mark.file, mark.line, parts.lstrip("."), found, remedy)

    def skill_problem(self, skill_id: str, path: tuple[Hashable, ...], found: str, remedy: str) -> Problem:
        """Locate a problem at a field of a skill."""
        file = f"skills/{self.dataset.category_of[skill_id]}.yaml"
        return self.problem(file, ("skills", skill_id, *path), found, remedy)
