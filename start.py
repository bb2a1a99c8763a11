#!/usr/bin/env python3
"""On a machine that has only Python: `python3 start.py` opens Waymark, `python3 start.py test` runs its tests.

Both make `.venv` beside this file and install what they need into it, once; later calls notice that nothing changed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
import webbrowser
from pathlib import Path
from threading import Timer

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: Seconds until the server answers on a slow machine; the browser retries anyway.
BROWSER_DELAY = 3.0
URL = "http://localhost:8501"
USAGE = """usage: python3 start.py [run|test|check] [more arguments for Streamlit or pytest]"""


def prepare(extra: str) -> None:
    """Make the environment with an extra of pyproject.toml, unless it is there and current."""
    wanted = hashlib.sha256((HOME / "pyproject.toml").read_bytes() + extra.encode() + sys.version.encode()).hexdigest()
    stamp = VENV / f"waymark-{extra or 'run'}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print("Preparing .venv: this takes a minute the first time.", flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    target = f".[{extra}]" if extra else "."
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--upgrade",
        "--editable",
        target,
    ]
    subprocess.run(pip, cwd=HOME, check=True)
    stamp.write_text(wanted)


def run(arguments: list[str]) -> int:
    """Serve the app on this machine and open it in the browser."""
    prepare("")
    if os.environ.get("DISPLAY") or sys.platform in ("darwin", "win32"):
        Timer(BROWSER_DELAY, webbrowser.open, (URL,)).start()
    return _call("-m", "streamlit", "run", "app.py", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests."""
    prepare("test")
    return _call("-m", "pytest", *arguments)


def check(arguments: list[str]) -> int:
    """Format, lint, types and data; then the tests."""
    prepare("dev")
    for command in (
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "ruff", "check", "."),
        ("-m", "mypy"),
        ("-m", "careerdata", "check"),
    ):
        status = _call(*command)
        if status:
            return status
    return _call("-m", "pytest", *arguments)


def _call(*arguments: str) -> int:
    try:
        return subprocess.run([str(PYTHON), *arguments], cwd=HOME, check=False).returncode
    except KeyboardInterrupt:
        return 0


def main() -> int:
    """Run what the first argument names; without one, the app."""
    name, *rest = sys.argv[1:] or ["run"]
    commands = {"run": run, "test": test, "check": check}
    if sys.version_info < (3, 11):  # noqa: UP036  this script is what an older Python meets first
        print("Waymark needs Python 3.11 or newer.")
        return 2
    if name not in commands:
        print(USAGE)
        return 2
    return commands[name](rest)


if __name__ == "__main__":
    sys.exit(main())
