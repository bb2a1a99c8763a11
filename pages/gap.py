"""My gap: readiness with its range and gate, the next three steps, and every point accounted for."""

import streamlit as st

from analysis.charts.gap_bars import gap_bars, gap_summary
from analysis.charts.theme import CONFIG
from analysis.next_steps import next_steps
from analysis.readiness import gap_report
from pages.shared import data, person, pickers, routes, skill_list, views, what_if
from pages.shared.wording import plain, points, share

st.title("My gap")
target = pickers.pick_target()
dataset, profile = data.dataset(), person.current()

if target is None:
    st.info("Choose the role and level you aim at; the gap is always a gap to something.", icon=":material/signpost:")
    routes.link("start", "Set your route")
    st.stop()

report = gap_report(dataset, profile, target)
if report.is_empty:
    st.info(
        f"Rate a few skills first: nothing is scored until you do. {dataset.role_level_name(target)} has "
        f"{len(target.requirements)} requirements; about 25 questions give a first answer in under ten minutes.",
        icon=":material/checklist:",
    )
    routes.link("assess", "Start with the first question")
    st.stop()

views.headline(report)

st.header("Your next three steps")
steps = next_steps(dataset, profile, target, only_rated=True)
views.unrated_notice(report)
for place, step in enumerate(steps, start=1):
    views.step_card(place, step)
if steps:
    together = sum(step.gain for step in steps)
    st.caption(f"Done one after the other, they bring {points(together)} points together. Your own weights may differ.")
elif report.rated_share == 1:
    st.success("Nothing is missing: every requirement is met.", icon=":material/check_circle:")
skill_list.show_doubts()

st.header("What if?")
what_if.show(target)

st.header("Have and asked")
st.markdown(gap_summary(report))
st.plotly_chart(gap_bars(report), key="gap-bars", config=CONFIG, alt=gap_summary(report))

st.header("Where the points come from")
st.markdown(
    f"Readiness is the sum of *earned* over all {len(report.lines)} requirements: "
    f"weight times how far the proficiency asked is reached, at most 1. The *missing* points add up to "
    f"{points(sum(line.points for line in report.lines))}, exactly what {share(report.readiness or 0)} leaves open."
)
views.line_table(report.gaps)
if report.credits:
    st.subheader(f"Credit for what stands in: {points(report.credit_points)} points")
    st.markdown("Included above, never a full score, and it does not open the must-have gate.")
    views.credit_list(report)
st.subheader("What you already bring")
if report.strengths:
    views.strength_table(report.strengths)
    st.caption("Evidence is added where you rate a skill: a link or a fact turns a claim into something shown.")
else:
    st.caption("No requirement is met in full yet.")
st.caption(f"Data version {plain(dataset.info.version)}. How this is computed: see About the data.")
