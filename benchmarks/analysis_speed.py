"""How long the computations behind a click take: `python -m benchmarks.analysis_speed`.

Every role-level of the shipped data, a profile that rates every skill; then all role-levels ranked at once, on arrays
and beside it on pandas, which must agree to the last digits.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.arrays import requirement_arrays, skill_arrays
from analysis.next_steps import next_steps, what_if
from analysis.questions import questions
from analysis.readiness import gap_report
from benchmarks.figures import median, number, percentile, print_table
from benchmarks.people import beginning, experienced
from careerdata import loader
from careerdata.dataset import Dataset, RoleLevel
from profiles.model import Profile

MAX_REPEATS = 200


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=20, help=f"of each measurement (1-{MAX_REPEATS})")
    repeats = parser.parse_args().repeats
    if not 1 <= repeats <= MAX_REPEATS:
        parser.error(f"--repeats must be 1 to {MAX_REPEATS}")
    loads = timed(lambda: loader.load(loader.SHIPPED), min(repeats, 5))
    dataset = loader.load(loader.SHIPPED)
    rows = [("load and check the dataset", loads), *per_click(dataset, repeats), *ranking(dataset, repeats)]
    columns = ("What", "n", "median ms", "p95 ms")
    title = f"{len(dataset.role_levels)} role-levels, {len(dataset.skills)} skills, data {dataset.info.version}"
    print_table(title, columns, [(name, *summary(times)) for name, times in rows])
    on_arrays, on_pandas = median(rows[-2][1]), median(rows[-1][1])
    print(f"\nRanking on arrays takes 1/{on_pandas / on_arrays:.0f} of the time on pandas, with equal results.")


Measured = tuple[str, list[float]]


def timed(compute: Callable[[], object], repeats: int) -> list[float]:
    """Call something so often, once more beforehand to warm up; milliseconds of each call."""
    compute()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        compute()
        times.append(1000 * (time.perf_counter() - start))
    return times


def per_click(dataset: Dataset, repeats: int) -> list[Measured]:
    """Measure what one click computes, for every role-level."""
    full = experienced(dataset)
    half = Profile(ratings=dict(list(full.ratings.items())[::2]))
    computations: dict[str, Callable[[RoleLevel], object]] = {
        "gap_report, everything rated": lambda target: gap_report(dataset, full, target),
        "next_steps, everything rated": lambda target: next_steps(dataset, full, target),
        "next_steps, nothing rated": lambda target: next_steps(dataset, beginning(), target),
        "what_if, everything rated": lambda target: what_if(dataset, full, target, one_raise(full, target)),
        "questions, half rated": lambda target: questions(dataset, half, target),
        "questions, nothing rated": lambda target: questions(dataset, beginning(), target),
    }
    return [
        (name, [ms for target in dataset.role_levels.values() for ms in timed(lambda: compute(target), repeats)])  # noqa: B023  called before the next round
        for name, compute in computations.items()
    ]


def one_raise(profile: Profile, target: RoleLevel) -> dict[str, int]:
    """Raise the weightiest skill that falls short to what is asked."""
    short = (r for r in target.requirements if profile.ratings[r.members[0]] < r.proficiency)
    requirement = next(short)
    return {requirement.members[0]: requirement.proficiency}


def ranking(dataset: Dataset, repeats: int) -> list[Measured]:
    """Rank all role-levels by readiness, on arrays and on pandas; assert that both agree."""
    ratings = dict(experienced(dataset).ratings)
    ids = tuple(dataset.role_levels)
    skills = skill_arrays(dataset)
    asked = requirement_arrays(skills, dataset.role_levels.values())
    frame = candidates(dataset)

    def on_arrays() -> list[tuple[str, float]]:
        readiness = asked.readiness(asked.coverage(skills.vector(ratings)))
        return [(ids[place], float(readiness[place])) for place in np.lexsort((np.arange(len(ids)), -readiness))]

    def on_pandas() -> list[tuple[str, float]]:
        rated = pd.DataFrame({"skill_id": list(ratings), "have": list(ratings.values())})
        merged = frame.merge(rated, on="skill_id", how="left")
        merged["covered"] = merged["credit"] * (merged["have"].fillna(0) / merged["need"]).clip(upper=1)
        best = merged.groupby(["role_level_id", "requirement_id"], sort=False).agg(
            covered=("covered", "max"), weight=("weight", "first")
        )
        best["earned"] = best["covered"] * best["weight"]
        sums = best.groupby(level="role_level_id", sort=False)[["earned", "weight"]].sum()
        readiness = (sums["earned"] / sums["weight"]).sort_values(ascending=False, kind="stable")
        return [(str(name), float(value)) for name, value in readiness.items()]

    ours, theirs = on_arrays(), dict(on_pandas())
    assert len(ours) == len(theirs) == len(ids)
    assert all(abs(value - theirs[name]) < 1e-12 for name, value in ours)
    count = len(ids)
    return [
        (f"rank all {count} role-levels, analysis.arrays", timed(on_arrays, 5 * repeats)),
        (f"rank all {count} role-levels, pandas merge and groupby", timed(on_pandas, 5 * repeats)),
    ]


def candidates(dataset: Dataset) -> pd.DataFrame:
    """List what can meet each requirement, from the dataset itself: its members, and what stands in for one."""
    rows = []
    for role_level in dataset.role_levels.values():
        for requirement in role_level.requirements:
            earning = dict.fromkeys(requirement.members, 1.0)
            for skill_id, skill in dataset.skills.items():
                for other in skill.alternative_to:
                    if other.skill in requirement.members:
                        earning[skill_id] = max(other.credit, earning.get(skill_id, 0.0))
            rows += [
                (role_level.id, requirement.id, skill_id, credit, requirement.proficiency, requirement.weight)
                for skill_id, credit in earning.items()
            ]
    return pd.DataFrame(rows, columns=["role_level_id", "requirement_id", "skill_id", "credit", "need", "weight"])


def summary(times: list[float]) -> tuple[str, str, str]:
    """Write the count, the median and the p95."""
    return str(len(times)), number(median(times)), number(percentile(times, 0.95))


if __name__ == "__main__":
    main()
