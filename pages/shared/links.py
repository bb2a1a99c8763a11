"""Addresses: the one place that reads and writes them. They carry ids of roles and levels, nothing of a person."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

#: Longer than any id; what is longer is not worth showing.
_MAX_SHOWN = 40


def choice(name: str, known: Collection[str], default: str) -> str:
    """Read a choice from the address. An id this dataset does not have shows a notice and gives the default."""
    asked = st.query_params.get(name)
    if asked is None:
        return default
    if asked in known:
        return asked
    shown = asked[:_MAX_SHOWN].replace("`", "")
    st.info(f"This link asks for `{shown}`, which this dataset does not have. Showing another one instead.")
    st.query_params[name] = default
    return default


def write(**choices: str) -> None:
    """Write choices into the address, so that it can be copied."""
    for name, value in choices.items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value
