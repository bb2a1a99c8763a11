"""The one dataset and the one store of this process: facts and a connection pool are shared, nothing personal is."""

from __future__ import annotations

import logging
from functools import cache

from careerdata import loader
from careerdata.dataset import Dataset
from profiles.store import Store, StoreUnavailable, default_url, open_store

LOG = logging.getLogger("waymark")


@cache
def _loaded() -> tuple[Dataset, tuple[str, ...]]:
    """Load the data; when a company overlay is broken, the shipped data alone, with what is wrong."""
    try:
        return loader.shipped(), ()
    except loader.DatasetError as error:
        LOG.error("The overlay has %d problem(s); running on the shipped data", len(error.problems))
        return loader.load(loader.SHIPPED), tuple(map(str, error.problems))


def dataset() -> Dataset:
    """Give the frozen dataset of this process."""
    return _loaded()[0]


def problems() -> tuple[str, ...]:
    """List what is wrong with the overlay, if anything."""
    return _loaded()[1]


@cache
def _opened() -> tuple[Store | None, str]:
    try:
        return open_store(default_url(), dataset()), ""
    except StoreUnavailable as error:
        LOG.error("The profile store cannot be opened")
        return None, str(error)


def store() -> Store | None:
    """Give the profile store, or None when it cannot be opened; then profiles live in the tab only."""
    return _opened()[0]


def store_problem() -> str:
    """Say why there is no store; empty when there is one."""
    return _opened()[1]
