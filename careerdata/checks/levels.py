"""The ladder is whole and in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from careerdata.checks.context import Context
from careerdata.models import LEVEL_IDS
from careerdata.problems import Problem, did_you_mean


def exactly_the_ladder(context: Context) -> Iterator[Problem]:
    """The five levels are there and no other."""
    levels = context.dataset.levels
    for level_id in LEVEL_IDS:
        if level_id not in levels:
            yield context.problem("levels.yaml", ("levels",), f"level '{level_id}' is missing", "Add it.")
    for found in levels:
        if found not in LEVEL_IDS:
            remedy = did_you_mean(found, LEVEL_IDS, otherwise="Remove it.")
            yield context.problem("levels.yaml", ("levels", found), "is not a level of the ladder", remedy)


def ranks_and_years_rise(context: Context) -> Iterator[Problem]:
    """Each level ranks above, and begins no earlier than, the one before."""
    for below, above in pairwise(level for level in LEVEL_IDS if level in context.dataset.levels):
        low, high = context.dataset.levels[below], context.dataset.levels[above]
        if high.rank <= low.rank:
            found = f"rank {high.rank} is not above the {low.rank} of {below}"
            yield context.problem("levels.yaml", ("levels", above, "rank"), found, "Number the levels upwards.")
        if high.years[0] < low.years[0]:
            found = f"begins at {high.years[0]} years, before {below}"
            yield context.problem("levels.yaml", ("levels", above, "years"), found, "Let it begin later.")
    for level_id, level in context.dataset.levels.items():
        if level.years[1] is not None and level.years[1] < level.years[0]:
            found = f"ends ({level.years[1]}) before it begins ({level.years[0]})"
            yield context.problem("levels.yaml", ("levels", level_id, "years"), found, "Swap the two.")
