"""Start: what this is, where you are, where you want to go; returning people land on their state."""

import streamlit as st

from analysis.next_steps import next_steps
from analysis.readiness import gap_report
from pages.shared import buttons, data, keeping, person, pickers, routes, situations, views

st.title("Where are you, and what is the next step?")
st.markdown(
    "Waymark shows what a backend role really asks for at each level, and what *you* would still have to learn for it: "
    "in which order, why, and in how many hours. Every fact names its source, every point of a score can be traced, "
    "and what you enter stays on this machine."
)

dataset, profile = data.dataset(), person.current()
if profile.ratings and (target := pickers.target_or_none()):
    report = gap_report(dataset, profile, target)
    with st.container(border=True):
        st.header(f"Welcome back: {dataset.role_level_name(target)}")
        views.readiness_sentence(report)
        steps = next_steps(dataset, profile, target, count=1, only_rated=True)
        if steps and not report.is_empty:
            views.step_line(steps[0])
        with st.container(horizontal=True):
            if buttons.primary("See my gap", "trending_up"):
                routes.go("gap")
            if st.button("Rate more skills", icon=":material/checklist:"):
                routes.go("assess")

with st.container(border=True):
    st.header("Set your route")
    situations.pick()
    target = pickers.pick_target()
    keeping.pace()
    if buttons.primary("Find my next three steps", "arrow_forward", disabled=target is None, is_wide=True):
        routes.go("gap" if profile.ratings else "assess")
    if target is None:
        st.caption("Choose a role and a level; the button then takes you to about 25 short questions.")

st.header("Or look around first")
routes.link("explore", "What does a role ask, level by level?")
routes.link("ladder", "What separates junior from senior?")
routes.link("about", "Where do the facts and numbers come from?")
