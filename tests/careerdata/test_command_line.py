"""`python -m careerdata`, run as a curator runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from careerdata.__main__ import main
from careerdata.loader import SHIPPED
from tests.careerdata.tiny import Folder

ROOT = SHIPPED.parent.parent


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "careerdata", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_checking_a_valid_folder_says_what_it_holds_and_exits_0(tiny: Folder) -> None:
    result = run("check", tiny.path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "No problems: 1 roles, 4 skills, 2 sources.\n", "")


def test_checking_a_broken_folder_lists_every_problem_and_exits_1(tiny: Folder) -> None:
    tiny.change("groups.yaml", "mysql", "mysq")
    tiny.change("projects.yaml", "[10, 20]", "[20, 10]")
    result = run("check", tiny.path)
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        "groups.yaml:5: groups.relational-database.members[1]: unknown skill 'mysq'. Did you mean 'mysql'?",
        "projects.yaml:6: projects.url-shortener.hours: low is above high. Swap them.",
    ]
    assert result.stderr == "2 problem(s) in tiny\n"


def test_checking_an_overlay_locates_its_mistakes(tiny: Folder, tmp_path: Path) -> None:
    overlay = Folder(tmp_path / "acme")
    overlay.write("projects.yaml", "projects:\n  url-shortener:\n    hours: [9, 8]\n")
    result = run("check", tiny.path, "--overlay", overlay.path)
    assert result.returncode == 1
    assert result.stdout == "acme/projects.yaml:3: projects.url-shortener.hours: low is above high. Swap them.\n"


def test_checking_without_a_folder_checks_the_shipped_data() -> None:
    result = run("check")
    assert result.stdout.startswith("No problems: ")
    assert result.returncode == 0


def test_stats_as_json_can_be_read_by_a_program(tiny: Folder) -> None:
    result = run("stats", "--json", tiny.path)
    assert result.returncode == 0
    assert result.stderr == ""
    found = json.loads(result.stdout)
    wanted = {"roles": 1, "skills": 4, "projects": 1, "certifications": 1, "countries": 1, "sources": 2}
    assert {key: found[key] for key in wanted} == wanted
    assert found["version"] == "2026.1.0"
    assert found["digest"] == tiny.load().digest


def test_stats_for_people_are_one_count_a_line(tiny: Folder) -> None:
    result = run("stats", tiny.path)
    assert result.returncode == 0
    assert ["skills", "4"] in [line.split() for line in result.stdout.splitlines()]


def test_stats_of_a_broken_folder_print_no_numbers(tiny: Folder) -> None:
    tiny.change("groups.yaml", "mysql", "mysq")
    result = run("stats", "--json", tiny.path)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "unknown skill 'mysq'" in result.stderr


def test_schema_writes_the_files_and_names_them(tmp_path: Path) -> None:
    result = run("schema", tmp_path / "schema")
    assert result.returncode == 0
    named = [Path(line) for line in result.stdout.splitlines()]
    assert sorted(named) == sorted((tmp_path / "schema").iterdir())
    assert all("$schema" in json.loads(path.read_text(encoding="utf-8")) for path in named)


def test_a_folder_that_is_not_there_is_explained_without_a_traceback(tmp_path: Path) -> None:
    result = run("check", tmp_path / "gone")
    assert result.returncode == 1
    assert (
        result.stdout
        == f"{tmp_path / 'gone'}:1: folder: is not a folder. Name a folder laid out as in docs/adding-data.md.\n"
    )
    assert result.stderr == "1 problem(s) in gone\n"


def test_an_unknown_command_is_refused_with_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["chek"])
    assert "invalid choice: 'chek'" in capsys.readouterr().err
