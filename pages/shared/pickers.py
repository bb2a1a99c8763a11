"""Choosing a role and a level: from the address, or as the person's own target."""

from __future__ import annotations

import streamlit as st

from careerdata.dataset import RoleLevel
from careerdata.models import LEVEL_IDS, LevelId
from pages.shared import data, links, person


def role_from_address() -> str:
    """Let the visitor choose a role; the address keeps it."""
    roles = list(data.dataset().roles)
    target = target_or_none()
    known = links.choice("role", roles, target.role_id if target else roles[0])
    st.selectbox(
        "Role",
        roles,
        format_func=_role_name,
        key=person.mirror("picked-role", known),
        on_change=lambda: links.write(role=person.entered("picked-role")),
    )
    return known


def level_from_address(name: str, label: str, default: LevelId) -> LevelId:
    """Let the visitor choose a level; the address keeps it under `name`."""
    known = links.choice(name, LEVEL_IDS, default)
    key = f"picked-{name}"
    st.segmented_control(
        label,
        LEVEL_IDS,
        format_func=_level_name,
        required=True,
        wrap=True,
        key=person.mirror(key, known),
        on_change=lambda: links.write(**{name: person.entered(key) or known}),
    )
    return next(level for level in LEVEL_IDS if level == known)


def target_or_none() -> RoleLevel | None:
    """Give the person's target, if they have chosen one that this dataset has."""
    return data.dataset().role_levels.get(person.current().target or "")


def pick_target() -> RoleLevel | None:
    """Let the person choose where they want to go; kept in the profile. None until both parts are chosen."""
    target = target_or_none()
    roles = list(data.dataset().roles)
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    left.selectbox(
        "Role I am aiming at",
        roles,
        index=None,
        placeholder="Choose a role",
        format_func=_role_name,
        key=person.mirror("target-role", target.role_id if target else person.recall("target-role")),
        on_change=_aim,
    )
    right.segmented_control(
        "Level",
        LEVEL_IDS,
        wrap=True,
        format_func=_level_name,
        key=person.mirror("target-level", target.level_id if target else person.recall("target-level")),
        on_change=_aim,
    )
    return target


def _aim() -> None:
    """Keep what is chosen so far; once it is a role at a level, it is the target."""
    role, level = person.entered("target-role"), person.entered("target-level")
    person.remember("target-role", role)
    person.remember("target-level", level)
    if role and level:
        person.edit(lambda profile: profile.aiming(origin=profile.origin, target=f"{role}:{level}"))


def _role_name(role_id: str) -> str:
    return data.dataset().roles[role_id].name


def _level_name(level_id: str) -> str:
    return data.dataset().levels[level_id].name


def view_from_address(views: dict[str, str]) -> str:
    """Let the visitor choose a part of the page; the address keeps it."""
    known = links.choice("view", views, next(iter(views)))
    st.segmented_control(
        "Show",
        list(views),
        format_func=lambda name: views[name],
        required=True,
        label_visibility="collapsed",
        wrap=True,
        key=person.mirror("picked-view", known),
        on_change=lambda: links.write(view=person.entered("picked-view") or known),
    )
    return known
