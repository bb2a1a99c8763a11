"""The graph of a role's skills: an inline SVG that a keyboard and a screen reader can walk, with an equal text view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis.layout import Placed, skill_layers
from careerdata.dataset import RoleLevel
from pages.shared import data, person
from pages.shared.wording import plain

_SOURCE = Path(__file__).parent / "skill_graph.js"
_STYLE = Path(__file__).parent / "skill_graph.css"


def show(target: RoleLevel) -> None:
    """Draw the skills of a role-level with their prerequisites, mine marked; below it the same as a table."""
    dataset, profile = data.dataset(), person.current()
    usual = dataset.roles[target.role_id].stack
    placed = skill_layers(dataset, target, choices={**usual, **profile.stack})
    asked = {member: r.proficiency for r in target.requirements for member in r.members}
    st.markdown(
        f"{len(placed)} skills, prerequisites on the left. Filled: I have what is asked. Half: I have some of it. "
        "Open: not yet, or not rated. Choose a skill to see only its neighbours; arrow keys follow the lines."
    )
    component = st.components.v2.component(
        "skill-graph", js=_SOURCE.read_text(encoding="utf-8"), css=_STYLE.read_text(encoding="utf-8")
    )
    component(
        data={"title": f"Skills of {dataset.role_level_name(target)}", "nodes": [_node(p, asked) for p in placed]},
        key=f"graph-{target.id}",
    )
    st.subheader("The same as text")
    st.table([_row(p, asked) for p in placed], hide_index=True)


def _node(placed: Placed, asked: dict[str, int]) -> dict[str, object]:
    dataset = data.dataset()
    have = person.current().ratings.get(placed.skill_id)
    need = asked[placed.skill_id]
    held = "met" if (have or 0) >= need else "some" if have else "open"
    return {
        "id": placed.skill_id,
        "name": dataset.skills[placed.skill_id].name,
        "layer": placed.layer,
        "row": placed.row,
        "needs": list(placed.needs),
        "opens": list(placed.opens),
        "held": held,
        "said": f"asked at {need}, " + ("not rated" if have is None else f"I have {have}"),
    }


def _row(placed: Placed, asked: dict[str, int]) -> dict[str, str]:
    have = person.current().ratings.get(placed.skill_id)
    return {
        "Skill": plain(_name(placed.skill_id)),
        "Asked": str(asked[placed.skill_id]),
        "I have": "not rated" if have is None else str(have),
        "Builds on": plain(", ".join(map(_name, placed.needs))),
        "Opens": plain(", ".join(map(_name, placed.opens))),
    }


def _name(skill_id: str) -> str:
    return data.dataset().skills[skill_id].name
