"""Where somebody stands today: a working level, or on the way in."""

from __future__ import annotations

import streamlit as st

from pages.shared import data, person

#: What people are who hold no backend role yet.
SITUATIONS = {
    "first-job": "Looking for my first developer job",
    "frontend": "Frontend developer",
    "other-developer": "Developer in another field",
}


def pick() -> None:
    """Let the person say where they are; kept in the profile, changes nothing in any score."""
    dataset = data.dataset()
    options = [*SITUATIONS, *dataset.role_levels]
    origin = person.current().origin

    def name(option: str) -> str:
        return SITUATIONS.get(option) or dataset.role_level_name(dataset.role_levels[option])

    def keep() -> None:
        chosen = person.entered("origin")
        person.edit(lambda profile: profile.aiming(origin=chosen, target=profile.target))

    st.selectbox(
        "Where I am now",
        options,
        index=None,
        placeholder="Choose what is nearest",
        format_func=name,
        key=person.mirror("origin", origin if origin in options else None),
        on_change=keep,
    )
