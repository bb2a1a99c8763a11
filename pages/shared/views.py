"""Results as they look on more than one page: one way to show each."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from analysis.next_steps import Step
from analysis.readiness import GapReport, Line
from careerdata.dataset import RoleLevel
from careerdata.models import Skill
from pages.shared import data, person, rating, routes
from pages.shared.wording import hours, plain, points, proficiency, share, weeks

#: Rows of the points table drawn at once: drawing all of them is most of what a click costs on that page.
FIRST_LINES = 10


def readiness_sentence(report: GapReport) -> None:
    """Say the readiness with its range, the gate and the hours; or that there is nothing to score."""
    if report.readiness is None or report.low is None or report.high is None:
        st.info("Nothing this role asks for is rated yet, so there is no score.", icon=":material/checklist:")
        return
    pace = person.current().hours_per_week
    st.markdown(
        f"Covers **{share(report.readiness)}** of the weighted requirements "
        f"(between {share(report.low)} and {share(report.high)}).  \n{gate(report)}  \n"
        f"To meet every must-have: **{hours(report.must_hours)}**, "
        f"{weeks(report.must_hours, pace)} at {pace:g} h a week."
    )


def gate(report: GapReport) -> str:
    """Say how many must-haves stand open: below what is asked, or not rated yet."""
    below = sum(line.is_rated for line in report.blockers)
    unrated = len(report.blockers) - below
    if not report.blockers:
        return ":material/check_circle: Every must-have is met."
    parts = [f"**{below}** below what is asked"] if below else []
    parts += [f"**{unrated}** not rated yet"] if unrated else []
    return f":material/block: Must-haves: {' and '.join(parts)}."


def step_line(step: Step) -> None:
    """Draw a step in one line."""
    name = plain(data.dataset().skills[step.skill_id].name)
    st.markdown(
        f":material/flag: Next: **{name}** from {step.from_proficiency} to {step.to_proficiency} "
        f"(+{points(step.gain)} points, {hours(step.hours)})."
    )


def step_card(place: int, step: Step) -> None:
    """Draw a step with what to reach, its worth, its hours and its reason."""
    dataset = data.dataset()
    skill = dataset.skills[step.skill_id]
    with st.container(border=True):
        st.subheader(f"{place}. {plain(skill.name)}: {step.from_proficiency} to {step.to_proficiency}")
        st.markdown("\n\n".join(_step_lines(step, skill)))
        rating.state(step.skill_id, place=str(place))


def _step_lines(step: Step, skill: Skill) -> Iterator[str]:
    """Write a step as Markdown, one element to draw instead of ten."""
    skills = data.dataset().skills
    badges = [f":green-badge[:material/trending_up: +{points(step.gain)} points]"]
    badges.append(f":blue-badge[:material/schedule: {hours(step.hours)}]")
    if step.closes_must:
        badges.append(":orange-badge[:material/priority_high: meets a must-have]")
    if step.is_ready:
        badges.append(":gray-badge[:material/check: ready now]")
    if step.is_unrated:
        badges.append(":violet-badge[:material/help: not rated yet]")
    yield " ".join(badges)
    yield f"**Goal.** {plain(skill.behaviours[step.to_proficiency - 1])}"
    for needed in step.first:
        other = skills[needed.skill_id]
        yield (
            f":material/subdirectory_arrow_right: First **{plain(other.name)}** to {needed.to_proficiency}: "
            f"{plain(other.behaviours[needed.to_proficiency - 1])}"
        )
    yield f"**Why now.** {plain(step.reason)}"
    if skill.resources:
        best = skill.resources[0]
        yield f":material/menu_book: [{plain(best.title)}]({best.url}), {'free' if best.free else 'paid'}"


def line_table(lines: tuple[Line, ...]) -> None:
    """Draw the lines behind the readiness: those that cost most at once, the rest when asked for."""
    _lines(lines[:FIRST_LINES])
    rest = lines[FIRST_LINES:]
    if rest:
        label = f"The other {len(rest)}, {points(sum(line.points for line in rest))} points together"
        with st.expander(label, key="other-lines", on_change="rerun") as opened:
            if opened.open:
                _lines(rest)


def _lines(lines: tuple[Line, ...]) -> None:
    st.table(
        [
            {
                "Requirement": plain(line.skill_name)
                + (f" (*{plain(line.requirement_name)}*)" if line.is_group else ""),
                "Missing": points(line.points),
                "I have": "not rated" if line.have is None else str(line.have),
                "Asked": str(line.need),
                "Tier": line.tier,
                "Hours": hours(line.hours) if line.hours.high else "",
                "Worth": points(line.worth),
                "Earned": points(line.earned),
            }
            for line in lines
        ],
        hide_index=True,
    )


def strength_table(lines: tuple[Line, ...]) -> None:
    """Draw what is met already, and whether it is only claimed or shown by evidence."""
    evidence = person.current().evidence
    st.table(
        [
            {
                "Requirement": plain(line.skill_name),
                "I have": proficiency(line.have),
                "Asked": str(line.need),
                "Worth": points(line.worth),
                "Claimed or shown": f"shown, {len(evidence[line.skill_id])}"
                if line.skill_id in evidence
                else "claimed",
            }
            for line in lines
        ],
        hide_index=True,
    )


def requirement_table(target: RoleLevel, tier: str) -> None:
    """Draw what a role-level asks for in one tier: the sentence to be true, the reason and the weight."""
    dataset = data.dataset()
    st.table(
        [
            {
                "Skill": f"**{plain(dataset.name(r.id))}**  \n{proficiency(r.proficiency)}"
                + (f"  \n*{plain(', '.join(dataset.skills[m].name for m in r.members))}*" if r.is_group else ""),
                "What that looks like, and why it is asked": (
                    f"{plain(dataset.skills[r.members[0]].behaviours[r.proficiency - 1])}"
                    + (f" *({plain(dataset.skills[r.members[0]].name)})*" if r.is_group else "")
                    + f"  \n:gray[{plain(r.why)}]"
                ),
                "Weight": f"{r.weight:g}",
            }
            for r in target.requirements
            if r.tier == tier
        ],
        hide_index=True,
    )


def headline(report: GapReport) -> None:
    """Draw the readiness large, beside its range, the gate and the hours left."""
    if report.readiness is None or report.low is None or report.high is None:
        return
    pace = person.current().hours_per_week
    with st.container(border=True):
        left, middle, right = st.columns(3)
        left.metric("Readiness", share(report.readiness))
        left.caption(
            f"between {share(report.low)} and {share(report.high)}; {share(report.rated_share)} of the weight is rated"
        )
        middle.metric("Must-haves open", len(report.blockers))
        middle.caption(gate(report))
        right.metric("To every must-have", hours(report.must_hours))
        right.caption(
            f"{weeks(report.must_hours, pace)} at {pace:g} h a week; {hours(report.hours_left)} to everything in the "
            "table. Hours at work count."
        )
        st.markdown(
            f"You cover {share(report.readiness)} of the weighted requirements in the table below. The low end takes "
            "every rating one lower and unrated as none; the high end every rating one higher and unrated as met."
        )
        if report.blockers:
            with st.expander("Which must-haves are open?"):
                st.markdown(
                    "\n".join(
                        f"- **{plain(line.skill_name)}**: {proficiency(line.have)}, asked {proficiency(line.need)}. "
                        f"{plain(line.why)}"
                        for line in report.blockers
                    )
                )


def credit_list(report: GapReport) -> None:
    """Draw what stands in for what, with the points it earns and why."""
    dataset = data.dataset()
    st.table(
        [
            {
                "Asked": f"{plain(line.skill_name)} {line.need}",
                "Stands in": f"{plain(dataset.skills[line.credit.skill_id].name)} {line.credit.have}",
                "Credit": share(line.credit.credit),
                "Points": points(line.credit.points),
                "Why": plain(line.credit.why),
            }
            for line in report.credits
            if line.credit
        ],
        hide_index=True,
    )


def unrated_notice(report: GapReport) -> None:
    """Say what is not rated and therefore not among the steps, with the way to rate it."""
    unrated = [line for line in report.gaps if not line.is_rated and not line.earned]
    if not unrated:
        return
    worth = sum(line.worth for line in unrated)
    named = ", ".join(plain(line.skill_name) for line in unrated[:3])
    st.info(
        f"{len(unrated)} requirements, worth {points(worth)} points, are not rated yet ({named} ...). You may "
        "well have some of them: they are not among the steps below until you say.",
        icon=":material/help:",
    )
    routes.link("assess", "Rate them")
