"""`python -m careerdata check|stats|schema`: look after the data from a terminal."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from careerdata import loader, schema
from careerdata.stats import counts


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the result is the exit status."""
    options = _parser().parse_args(arguments)
    if options.command == "schema":
        for path in schema.write(options.folder):
            print(path)
        return 0
    dataset, problems = loader.examine(options.folder, overlay=options.overlay)
    for problem in problems:
        print(problem, file=sys.stdout if options.command == "check" else sys.stderr)
    if dataset is None or problems:
        print(f"{len(problems)} problem(s) in {options.folder.name}", file=sys.stderr)
        return 1
    found = counts(dataset)
    if options.command == "check":
        print(f"No problems: {found['roles']} roles, {found['skills']} skills, {found['sources']} sources.")
    elif options.json:
        print(json.dumps({"version": dataset.info.version, "digest": dataset.digest, **found}, indent=2))
    else:
        width = max(map(len, found))
        for name, count in found.items():
            print(f"{name.replace('_', ' '):<{width}}  {count:>6,}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m careerdata", description="Look after Waymark's data.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("check", "list every problem as file:line: field: found. Remedy; exit 1 if there is any"),
        ("stats", "count what the data holds"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("folder", nargs="?", type=Path, default=loader.SHIPPED, help="default: the shipped data")
        command.add_argument("--overlay", type=Path, help="a company folder laid over it")
        if name == "stats":
            command.add_argument("--json", action="store_true", help="print JSON")
    text = "write JSON Schemas of the data files for editors"
    command = commands.add_parser("schema", help=text, description=text)
    command.add_argument("folder", nargs="?", type=Path, default=Path("docs/schema"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
