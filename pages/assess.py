"""Assess: about 25 questions for the target, most informative first; or the full list by category."""

import streamlit as st

from pages.shared import person, pickers, routes, short_assessment, skill_list

st.title("Assess my skills")
target = pickers.pick_target()

if target is None:
    st.info(
        "Choose the role and level you aim at. The questions are then about that role, the most telling ones first.",
        icon=":material/signpost:",
    )
    routes.link("explore", "Look at the roles first")
else:
    ways = {"short": "Short assessment", "list": "Full list by category"}
    way = st.segmented_control(
        "Way to rate",
        list(ways),
        format_func=lambda name: ways[name],
        required=True,
        key=person.mirror("way-to-rate", person.recall("way-to-rate", "short")),
        on_change=lambda: person.remember("way-to-rate", person.entered("way-to-rate")),
    )
    if way == "list":
        skill_list.show(target)
        routes.link("gap", "See my gap")
    else:
        short_assessment.show(target)
