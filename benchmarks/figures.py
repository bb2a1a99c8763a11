"""Medians, p95 and Markdown tables."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Iterable, Sequence


def percentile(values: Iterable[float], share: float) -> float:
    """Interpolate between the two values around a share (0-1) of the sorted values; NaN of none."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> float:
    """Give the middle value; NaN of none."""
    return statistics.median(values) if values else float("nan")


def number(value: float) -> str:
    """Write milliseconds or megabytes with the digits that matter."""
    return f"{value:.3f}" if value < 1 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def verdict(is_met: bool) -> str:
    """Say whether a target is met."""
    return "met" if is_met else "**missed**"


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a small Markdown table under a line that says where and how busy the machine is."""
    cores = os.cpu_count() or 1
    python = ".".join(map(str, sys.version_info[:3]))
    print(f"\n{title} (Python {python}, {cores} cores, load {os.getloadavg()[0]:.1f})\n")
    print(f"| {' | '.join(columns)} |")
    print(f"|{'---|' * len(columns)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    sys.stdout.flush()
