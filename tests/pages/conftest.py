"""What every test of a page needs: a database of its own, and a browser's key where a test wants one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from pages.shared import data, person
from profiles.store import DATABASE_VARIABLE

KEY = "k" * 43


@pytest.fixture(autouse=True)
def no_search_for_components(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep AppTest from reading the metadata of every installed package for every tab: ours stands in our own code."""
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep tests out of the real database: each has its own, which the app opens when it first needs it."""
    file = tmp_path / "profiles.sqlite3"
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{file}")
    data._opened.cache_clear()
    yield file
    if data._opened.cache_info().currsize:
        store = data.store()
        if store is not None:
            store.close()
    data._opened.cache_clear()


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    """Let every tab come with the same browser's cookie, so that profiles go to the database."""
    monkeypatch.setattr(person, "_key", lambda: KEY)
    return KEY


@pytest.fixture(params=["tab", "database"])
def keeping(request: pytest.FixtureRequest) -> str | None:
    """Run a test twice: profiles live in the tab only (no cookie), then in the database. Gives the key, if any."""
    if request.param == "tab":
        return None
    found = request.getfixturevalue("key")
    assert isinstance(found, str)
    return found
