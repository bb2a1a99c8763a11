"""The people whose clicks are measured: one who has rated everything, one who begins."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from analysis.arrays import skill_arrays
from careerdata.dataset import Dataset
from profiles.model import Profile

#: What every benchmark aims at.
TARGET = "python-backend:senior"
#: A mixed hand of ratings: some gaps, some strengths, whatever the target.
_HAND = (2, 1, 0, 2, 3, 0, 1)


def experienced(dataset: Dataset, target: str = TARGET) -> Profile:
    """Rate every skill of the dataset, and nothing below what another rating builds on: no doubts to draw."""
    skills = skill_arrays(dataset)
    hand = {skill_id: _HAND[place % len(_HAND)] for place, skill_id in enumerate(skills.ids)}
    built_on = skills.closure[[skills.node(skill_id, level) for skill_id, level in hand.items() if level]].max(axis=0)
    levels = np.maximum(skills.vector(hand), built_on)
    ratings = dict(zip(skills.ids, map(int, levels), strict=True))
    return Profile(ratings=MappingProxyType(ratings), target=target)


def beginning(target: str = TARGET) -> Profile:
    """Have a target and nothing rated yet."""
    return Profile(target=target)
