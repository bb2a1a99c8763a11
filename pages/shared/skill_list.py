"""The full list of skills by category: the other way to rate."""

from __future__ import annotations

import streamlit as st

from analysis.consistency import doubts
from careerdata.dataset import RoleLevel
from pages.shared import data, person, rating
from pages.shared.wording import plain


def show(target: RoleLevel) -> None:
    """Draw one category of skills with their scales, those the target asks for first."""
    dataset = data.dataset()
    asked = {member for requirement in target.requirements for member in requirement.members}
    category = st.selectbox(
        "Category",
        list(dataset.categories),
        format_func=lambda name: dataset.categories[name].name,
        key=person.mirror("category", person.recall("category", next(iter(dataset.categories)))),
        on_change=lambda: person.remember("category", person.entered("category")),
    )
    st.caption(plain(dataset.categories[category].summary))
    show_doubts()
    listed = [skill_id for skill_id, of in dataset.category_of.items() if of == category]
    for skill_id in sorted(listed, key=lambda skill_id: skill_id not in asked):
        _row(skill_id, is_asked=skill_id in asked)


@st.fragment
def _row(skill_id: str, *, is_asked: bool) -> None:
    with st.container(border=True):
        rating.scale(skill_id)
        if is_asked:
            st.badge("asked by my target", color="green", icon=":material/flag:")
        rating.details_opener(skill_id)


def show_doubts() -> None:
    """Draw ratings that do not fit together, as questions."""
    found = doubts(data.dataset(), person.current())
    if found:
        with st.expander(f"{len(found)} rating(s) that may not fit together", icon=":material/question_mark:"):
            st.markdown("\n\n".join(f"**{plain(doubt.question)}** {plain(doubt.because)}" for doubt in found))
