"""The people whose clicks are measured: one who has rated everything, one who begins."""

from __future__ import annotations

from types import MappingProxyType

from careerdata.dataset import Dataset
from profiles.model import Profile

#: What every benchmark aims at.
TARGET = "python-backend:senior"
#: A mixed hand of ratings: some gaps, some strengths, whatever the target.
_HAND = (3, 1, 4, 2, 0, 5, 2)


def experienced(dataset: Dataset, target: str = TARGET) -> Profile:
    """Rate every skill of the dataset."""
    ratings = {skill_id: _HAND[place % len(_HAND)] for place, skill_id in enumerate(dataset.skills)}
    return Profile(ratings=MappingProxyType(ratings), target=target)


def beginning(target: str = TARGET) -> Profile:
    """Have a target and nothing rated yet."""
    return Profile(target=target)
