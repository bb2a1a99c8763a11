"""Serves the bare page as Waymark is served: bundles compressed once, memory frozen out of the collector's rounds.

It imports Waymark's serving module for that, so its memory holds NumPy, networkx and SQLAlchemy too, but no dataset.
"""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from pages.shared.serving import CompressedStatics


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Freeze what is loaded, as Waymark does."""
    gc.collect()
    gc.freeze()
    yield


app = st.App(Path(__file__).parent / "bare_app.py", middleware=[Middleware(CompressedStatics)], lifespan=lifespan)
