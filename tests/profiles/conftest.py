"""A small dataset for the tests of profiles."""

from __future__ import annotations

import pytest

from careerdata.dataset import Dataset
from tests.careerdata.tiny import tiny_folder


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The tiny dataset of four skills: python, sql, postgresql, mysql."""
    return tiny_folder(tmp_path_factory.mktemp("data") / "tiny").load()
