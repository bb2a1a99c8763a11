"""`python -m analysis` as a script sees it: its output, its exit status, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.next_steps import next_steps
from analysis.readiness import gap_report
from careerdata import loader
from tests.builders import person

ROOT = Path(__file__).parents[2]
TARGET = "python-backend:senior"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "analysis", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def saved(folder: Path, **fields: Any) -> Path:
    """Save a profile for the command to read."""
    path = folder / "profile.json"
    path.write_text(json.dumps({"format": "waymark-profile", "version": 1, **fields}), "utf-8")
    return path


def test_gap_prints_the_report_as_json(tmp_path: Path) -> None:
    dataset = loader.shipped()
    profile = saved(tmp_path, ratings={"python": 3, "sql": 4, "cobol": 2})
    done = run("gap", "--profile", profile, "--target", TARGET, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    report = gap_report(dataset, person({"python": 3, "sql": 4}), dataset.role_levels[TARGET])
    assert answer["target"] == TARGET
    assert answer["data_version"] == dataset.info.version
    assert dataset.digest.startswith(answer["data_digest"])
    assert answer["readiness"] == report.readiness
    assert (answer["low"], answer["high"], answer["rated_share"]) == (report.low, report.high, report.rated_share)
    assert answer["blockers"] == [line.skill_id for line in report.blockers]
    assert answer["strengths"] == [line.skill_id for line in report.strengths]
    assert (answer["hours_low"], answer["hours_high"]) == (report.hours_left.low, report.hours_left.high)
    assert answer["unknown_skills"] == ["cobol"]
    assert sum(gap["points"] for gap in answer["gaps"]) == pytest.approx(100 * (1 - answer["readiness"]))
    assert answer["gaps"][0].keys() == {
        "skill", "name", "requirement", "have", "need", "tier", "points", "hours_low", "hours_high", "credit",
    }  # fmt: skip


def test_gap_of_an_unrated_profile_has_no_readiness_but_every_gap(tmp_path: Path) -> None:
    done = run("gap", "--profile", saved(tmp_path), "--target", TARGET, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["readiness"], answer["low"], answer["high"]) == (None, None, None)
    assert len(answer["gaps"]) == len(loader.shipped().role_levels[TARGET].requirements)


def test_a_skill_may_be_named_by_an_alias(tmp_path: Path) -> None:
    dataset = loader.shipped()
    alias = next(
        a.text for a in dataset.skills["postgresql"].aliases if a.strength != "blocked" and a.text != "postgresql"
    )
    answers = []
    for name in (alias.upper(), "postgresql"):
        done = run("gap", "--profile", saved(tmp_path, ratings={name: 3}), "--target", TARGET, "--json")
        answers.append(json.loads(done.stdout))
    assert answers[0] == answers[1]
    assert answers[0]["unknown_skills"] == []
    assert answers[0]["readiness"] > 0


def test_next_prints_the_steps_as_json(tmp_path: Path) -> None:
    dataset = loader.shipped()
    profile = saved(tmp_path, ratings={"python": 3, "sql": 4})
    done = run("next", "--profile", profile, "--target", TARGET, "--count", "2", "--json")
    assert done.returncode == 0
    steps = next_steps(dataset, person({"python": 3, "sql": 4}), dataset.role_levels[TARGET], count=2)
    assert [(s["skill"], s["from"], s["to"], s["points"], s["reason"]) for s in json.loads(done.stdout)["steps"]] == [
        (s.skill_id, s.from_proficiency, s.to_proficiency, s.gain, s.reason) for s in steps
    ]


def test_without_json_it_writes_for_people(tmp_path: Path) -> None:
    done = run("gap", "--profile", saved(tmp_path, ratings={"python": 3}), "--target", TARGET)
    assert done.returncode == 0
    assert done.stdout.startswith("Python backend developer, senior: covers ")


def test_an_unknown_target_is_a_wrong_call_and_the_nearest_one_is_named(tmp_path: Path) -> None:
    done = run("gap", "--profile", saved(tmp_path), "--target", "pyton-backend:senior", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("There is no role-level 'pyton-backend:senior'. Did you mean 'python-backend:senior'?\n")


def test_a_broken_profile_is_refused_with_every_mistake_and_nothing_on_standard_output(tmp_path: Path) -> None:
    profile = saved(tmp_path, ratings={"python": 9, "sql": "good"})
    done = run("gap", "--profile", profile, "--target", TARGET, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    first, second = done.stderr.splitlines()
    assert first.startswith(f"{profile}: ratings: 'python' is rated 9")
    assert second.startswith(f"{profile}: ratings: 'sql' is rated \"good\"")


def test_a_missing_profile_is_refused_without_a_traceback(tmp_path: Path) -> None:
    done = run("gap", "--profile", tmp_path / "nowhere.json", "--target", TARGET, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_call_without_a_target_is_a_wrong_call() -> None:
    done = run("gap", "--profile", "profile.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--target" in done.stderr
