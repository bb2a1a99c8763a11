"""Datasets for the tests of careerdata."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerdata.dataset import Dataset
from careerdata.loader import SHIPPED, examine
from careerdata.problems import Problem
from tests.careerdata.tiny import Folder, tiny_folder


@pytest.fixture
def tiny(tmp_path: Path) -> Folder:
    """A valid folder that the test may break."""
    return tiny_folder(tmp_path / "tiny")


@pytest.fixture(scope="session")
def tiny_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The tiny dataset, loaded once."""
    return tiny_folder(tmp_path_factory.mktemp("data") / "tiny").load()


@pytest.fixture(scope="session")
def examined_shipped_data() -> tuple[Dataset | None, tuple[Problem, ...]]:
    """The shipped data and its problems, read once."""
    return examine(SHIPPED)
