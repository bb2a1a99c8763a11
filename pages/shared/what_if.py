"""What if I learnt this: the effect of a few skills on readiness, at once."""

from __future__ import annotations

import streamlit as st

from analysis.next_steps import Raise, what_if
from analysis.readiness import gap_report
from careerdata.dataset import RoleLevel
from pages.shared import data, person
from pages.shared.wording import hours, plain, points, share


@st.fragment
def show(target: RoleLevel) -> None:
    """Draw a skill and a proficiency to try, and what they would change; reruns alone."""
    dataset, profile = data.dataset(), person.current()
    gaps = gap_report(dataset, profile, target).gaps
    if not gaps:
        st.caption("There is no gap left to try.")
        return
    needs = {line.skill_id: line.need for line in gaps}
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    skill_id = left.selectbox(
        "If I raised", list(needs), format_func=lambda name: plain(dataset.skills[name].name), key="what-if-skill"
    )
    have = profile.ratings.get(skill_id, 0)
    level = right.segmented_control(
        "to", list(range(have + 1, 6)), default=needs[skill_id], required=True, key=f"what-if-level-{skill_id}"
    )
    change = what_if(dataset, profile, target, {skill_id: level})
    also = f", with {_listed(change.also)} on the way" if change.also else ""
    must = change.blockers_before - change.blockers_after
    gate = f" {must} must-have{'s' if must > 1 else ''} fewer open." if must else ""
    st.success(
        f"{_listed(change.raised)}: **+{points(change.points)} points, {hours(change.hours)}**{also}. "
        f"Readiness {share(change.before or 0)} to {share(change.after)}.{gate}",
        icon=":material/science:",
    )


def _listed(raises: tuple[Raise, ...]) -> str:
    skills = data.dataset().skills
    return ", ".join(f"{plain(skills[r.skill_id].name)} {r.from_proficiency} to {r.to_proficiency}" for r in raises)
