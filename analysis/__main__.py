"""`python -m analysis gap|next`: the same answers as the pages, for scripts and terminals."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from analysis.next_steps import Step, next_steps
from analysis.readiness import GapReport, Line, Range, gap_report
from careerdata import loader
from careerdata.dataset import Dataset, RoleLevel
from careerdata.problems import did_you_mean
from profiles.document import ReadProfile, UnreadableProfile, loads


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 is success, 1 a file that cannot be used, 2 a wrong call."""
    options = _parser().parse_args(arguments)
    try:
        dataset = loader.shipped()
        target = find_target(dataset, options.target)
        read = read_profile(options.profile, dataset)
    except loader.DatasetError as error:
        return _fail(str(error))
    except UnreadableProfile as error:
        return _fail("\n".join(f"{options.profile}: {problem}" for problem in error.problems))
    except UnknownTarget as error:
        return _fail(str(error), status=2)
    head: dict[str, Any] = {
        "target": target.id,
        "data_version": dataset.info.version,
        "data_digest": dataset.digest[:12],
    }
    if options.command == "gap":
        report = gap_report(dataset, read.profile, target)
        answer, text = gap_json(report), gap_text(dataset, report)
    else:
        steps = next_steps(dataset, read.profile, target, count=options.count, only_rated=options.only_rated)
        answer, text = {"steps": [step_json(dataset, step) for step in steps]}, next_text(dataset, steps)
    if options.json:
        print(json.dumps(head | answer | {"unknown_skills": list(read.unknown_skills)}, indent=2, ensure_ascii=False))
    else:
        print(text)
    return 0


class UnknownTarget(Exception):  # noqa: N818  names what it is
    """The target is no role at a level of the data."""


def find_target(dataset: Dataset, target_id: str) -> RoleLevel:
    """Find a `role:level`, or raise UnknownTarget saying what could be meant."""
    try:
        return dataset.role_levels[target_id]
    except KeyError:
        remedy = did_you_mean(target_id, dataset.role_levels, otherwise=f"Known roles: {', '.join(dataset.roles)}.")
        raise UnknownTarget(f"There is no role-level '{target_id}'. {remedy}") from None


def read_profile(path: Path, dataset: Dataset) -> ReadProfile:
    """Read a profile file, or raise UnreadableProfile."""
    try:
        return loads(path.read_bytes(), dataset)
    except OSError as error:
        raise UnreadableProfile(f"The file cannot be read: {error.strerror}.") from None


def gap_json(report: GapReport) -> dict[str, Any]:
    """Turn a gap report into plain JSON values. `skill` is always a skill; `requirement` may be a group."""
    return {
        "readiness": report.readiness,
        "low": report.low,
        "high": report.high,
        "rated_share": report.rated_share,
        "blockers": [line.skill_id for line in report.blockers],
        "credit_points": report.credit_points,
        "hours_low": report.hours_left.low,
        "hours_high": report.hours_left.high,
        "must_hours_low": report.must_hours.low,
        "must_hours_high": report.must_hours.high,
        "prerequisite_hours_low": report.prerequisite_hours.low,
        "prerequisite_hours_high": report.prerequisite_hours.high,
        "gaps": [_line_json(line) for line in report.gaps],
        "strengths": [line.skill_id for line in report.strengths],
    }


def step_json(dataset: Dataset, step: Step) -> dict[str, Any]:
    """Turn a step into plain JSON values."""
    return {
        "skill": step.skill_id,
        "name": dataset.skills[step.skill_id].name,
        "from": step.from_proficiency,
        "to": step.to_proficiency,
        "points": step.gain,
        "hours_low": step.hours.low,
        "hours_high": step.hours.high,
        "requires": [{"skill": r.skill_id, "from": r.from_proficiency, "to": r.to_proficiency} for r in step.first],
        "closes_must": step.closes_must,
        "is_rated": not step.is_unrated,
        "reason": step.reason,
    }


def gap_text(dataset: Dataset, report: GapReport) -> str:
    """Write a gap report for a terminal."""
    name = dataset.role_level_name(dataset.role_levels[report.target_id])
    if report.readiness is None or report.low is None or report.high is None:
        return f"{name}: nothing it asks for is rated yet, so there is no score."
    rows = [
        f"{name}: covers {report.readiness:.0%} of the weighted requirements",
        f"({report.low:.0%} to {report.high:.0%}; {report.rated_share:.0%} of the weight is rated).",
        f"{len(report.blockers)} must-haves not met. {_hours(report.hours_left)} hours left.",
        "",
        f"{'points':>6}  {'have':>4} {'need':>4}  {'hours':>9}  skill",
    ]
    rows += [
        f"{line.points:6.1f}  {'-' if line.have is None else line.have:>4} {line.need:>4}  "
        f"{_hours(line.hours):>9}  {line.skill_name} ({line.tier})"
        for line in report.gaps
    ]
    return "\n".join(rows)


def next_text(dataset: Dataset, steps: tuple[Step, ...]) -> str:
    """Write the next steps for a terminal."""
    if not steps:
        return "Nothing is missing."
    return "\n".join(
        f"{place}. {dataset.skills[step.skill_id].name} {step.from_proficiency} -> {step.to_proficiency}: {step.reason}"
        for place, step in enumerate(steps, start=1)
    )


def _hours(hours: Range) -> str:
    return f"{hours.low:.0f}-{hours.high:.0f}"


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "skill": line.skill_id,
        "name": line.skill_name,
        "requirement": line.requirement_id,
        "have": line.have,
        "need": line.need,
        "tier": line.tier,
        "points": line.points,
        "hours_low": line.hours.low,
        "hours_high": line.hours.high,
        "credit": None
        if line.credit is None
        else {"skill": line.credit.skill_id, "credit": line.credit.credit, "points": line.credit.points},
    }


def _fail(message: str, *, status: int = 1) -> int:
    print(message, file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description="Waymark's answers without a browser.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("gap", "hold a profile against a role at a level"),
        ("next", "say what to learn next"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--profile", type=Path, required=True, help="a waymark-profile JSON file")
        command.add_argument("--target", required=True, metavar="ROLE:LEVEL", help="such as python-backend:senior")
        command.add_argument("--json", action="store_true", help="print JSON")
        if name == "next":
            command.add_argument("--count", type=int, default=3, help="how many steps (default 3)")
            command.add_argument("--only-rated", action="store_true", help="suggest no skill that is not rated yet")
    return parser


if __name__ == "__main__":
    sys.exit(main())
