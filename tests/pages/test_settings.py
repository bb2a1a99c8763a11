"""Every setting of .streamlit/config.toml is in force, and start-up leaves the data out of garbage collection."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from profiles.store import DATABASE_VARIABLE
from tests.pages.screen import ROOT

#: Each with its reason in docs/decisions/0003-serving.md. Streamlit's own default differs in every line.
WANTED: dict[str, object] = {
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 10,
    "server.allowedHosts": ["localhost", "127.0.0.1", "[::1]"],
    "server.enableStaticServing": True,
    "server.headless": True,
    "runner.postScriptGC": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
}

_ASK = """
import asyncio, gc, json, sys
from streamlit import config
config.get_config_options(force_reparse=True)
settings = {name: config.get_option(name) for name in json.loads(sys.argv[1])}
theme = {name: config.get_option(name) for name in json.loads(sys.argv[2])}
from pages.shared import data, serving
before = gc.get_freeze_count()
async def start():
    async with serving.lifespan(None):
        return gc.get_freeze_count()
frozen = asyncio.run(start())
print(json.dumps({"settings": settings, "theme": theme, "before": before, "frozen": frozen, "gc": gc.isenabled(),
                  "loaded": data._loaded.cache_info().currsize}))
"""


def in_file() -> dict[str, Any]:
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def theme_names() -> list[str]:
    light = in_file()["theme"]["light"]
    return [f"theme.{part}.{name}" for part in ("light", "dark") for name in light]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process started in the project's folder has after start-up."""
    file = tmp_path_factory.mktemp("settings") / "profiles.sqlite3"
    done = subprocess.run(
        [sys.executable, "-c", _ASK, json.dumps(list(WANTED)), json.dumps(theme_names())],
        cwd=ROOT,
        env={**os.environ, DATABASE_VARIABLE: f"sqlite:///{file}", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("name", WANTED)
def test_the_setting_is_in_force(name: str, found: dict[str, Any]) -> None:
    assert found["settings"][name] == WANTED[name]


def test_no_setting_goes_untested() -> None:
    written = {f"{section}.{name}" for section, values in in_file().items() if section != "theme" for name in values}

    assert written == set(WANTED)


def test_both_themes_are_in_force_and_say_the_same_things(found: dict[str, Any]) -> None:
    theme = in_file()["theme"]

    assert set(theme["light"]) == set(theme["dark"])
    assert found["theme"] == {name: theme[name.split(".")[1]][name.split(".")[2]] for name in theme_names()}


def test_fonts_are_files_of_ours() -> None:
    for face in in_file()["theme"]["fontFaces"]:
        assert (ROOT / "pages" / "shared" / "static" / Path(face["url"]).name).is_file()
        assert face["url"].startswith("app/static/")


def test_after_start_up_the_data_is_loaded_and_frozen(found: dict[str, Any]) -> None:
    assert found["loaded"] == 1
    assert found["before"] == 0
    assert found["frozen"] > 10_000
    assert found["gc"]


def test_the_fast_event_loop_is_installed() -> None:
    for name in ("uvloop", "httptools", "orjson"):
        assert importlib.import_module(name)
