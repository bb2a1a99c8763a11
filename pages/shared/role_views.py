"""The parts of a role's page."""

from __future__ import annotations

import streamlit as st

from analysis.charts.pay_ranges import SMALL_SAMPLE, pay_ranges
from analysis.charts.theme import CONFIG
from careerdata.dataset import RoleLevel
from careerdata.models import LEVEL_IDS, LevelId, PayFigure, Role, Tier, Track
from pages.shared import data, person, views
from pages.shared.citing import KIND_WORDS, cite, sources
from pages.shared.wording import TIER_ICONS, TIER_WORDS, country, plain

#: More rows than this are read in the table below the chart.
_MAX_CHART_ROWS = 14
_PERIOD = {"year": "a year", "month": "a month", "hour": "an hour"}


def find(role_id: str, level_id: LevelId) -> tuple[Role, RoleLevel]:
    """Look up a role and its level."""
    dataset = data.dataset()
    return dataset.roles[role_id], dataset.role_levels[f"{role_id}:{level_id}"]


def overview(role: Role, role_level: RoleLevel) -> None:
    """Draw what the role is at this level, in plain words."""
    dataset = data.dataset()
    level = role_level.level_id
    st.markdown(f"{plain(role.summary)}\n\n**At this level.** {plain(getattr(role.summary_by_level, level))}")
    counts = {tier: sum(r.tier == tier for r in role_level.requirements) for tier in TIER_WORDS}
    st.markdown(
        f"It asks for {len(role_level.requirements)} skills: {counts['must']} must-haves, {counts['strong']} strongly "
        f"expected, {counts['nice']} nice to have."
    )
    st.subheader("What you answer for")
    reached = LEVEL_IDS.index(level)
    mine = [duty for duty in role.responsibilities if LEVEL_IDS.index(duty.from_level) <= reached]
    later = [duty for duty in role.responsibilities if duty not in mine]
    for duty in mine:
        names = ", ".join(dataset.skills[skill_id].name for skill_id in duty.skills)
        st.markdown(f"- {plain(duty.text)} :gray[({plain(names)})]")
    if later:
        st.caption("Later: " + " ".join(plain(duty.text) for duty in later))
    sources(*(source for duty in role.responsibilities for source in duty.sources))
    st.subheader("A day in the life")
    is_early = level in ("junior", "mid")
    st.markdown(plain(role.day_in_the_life.junior if is_early else role.day_in_the_life.senior))
    st.caption(f"Told for a {'junior' if is_early else 'senior'}. Source: {cite(role.day_source)}.")
    left, right = st.columns(2)
    with left:
        st.subheader("Who you work with")
        st.markdown("\n".join(f"- **{plain(c.who)}**: {plain(c.about)}" for c in role.work_with))
    with right:
        st.subheader("What is hard")
        st.markdown("\n".join(f"- {plain(text)}" for text in role.challenges))
    st.subheader("Why it may not be for you")
    st.markdown("\n".join(f"- {plain(text)}" for text in role.why_not))
    with st.expander("Where official classifications put this work"):
        for code in role.occupation_codes:
            st.markdown(f"- **{plain(code.scheme)}** {plain(code.code)}, {plain(code.label)}. {plain(code.note or '')}")


def requirements(role_level: RoleLevel) -> None:
    """Draw what is asked, by tier, each with the sentence that must be true."""
    tiers: dict[Tier, str] = {
        "must": "An applicant without these is usually turned down.",
        "strong": "Expected; can be made up for by other strengths.",
        "nice": "Helps, and nobody waits for it.",
    }
    for tier, meaning in tiers.items():
        found = [r for r in role_level.requirements if r.tier == tier]
        if found:
            st.subheader(f"{TIER_ICONS[tier]} {TIER_WORDS[tier]} ({len(found)})")
            st.caption(meaning)
            views.requirement_table(role_level, tier)
    sources(*(requirement.source for requirement in role_level.requirements))


def ladder(role: Role) -> None:
    """Draw the five levels with scope, autonomy and influence, then the tracks after senior."""
    dataset = data.dataset()
    st.markdown("Years overlap on purpose: scope, autonomy and influence make a level, years only go along with it.")
    for level_id in LEVEL_IDS:
        level = dataset.levels[level_id]
        years = f"{level.years[0]}-{level.years[1]} years" if level.years[1] else f"from {level.years[0]} years"
        with st.expander(f"**{level.name}**, {years}. {plain(level.summary)}", expanded=level_id == "junior"):
            st.markdown(
                f"{plain(getattr(role.summary_by_level, level_id))}\n\n**Scope.** {plain(level.scope)}  \n"
                f"**Autonomy.** {plain(level.autonomy)}  \n**Influence.** {plain(level.influence)}\n\n"
                + "\n".join(f"- {plain(example)}" for example in level.examples)
            )
            st.caption(plain(level.years_note))
            sources(level.source, *level.year_sources)
    st.subheader("After senior: three ways on")
    for track in dataset.tracks.values():
        with st.expander(f"**{plain(track.name)}**. {plain(track.summary)}"):
            _track(track)


def _track(track: Track) -> None:
    dataset = data.dataset()
    st.table([{"Before": plain(c.before), "After": plain(c.after)} for c in track.what_changes], hide_index=True)
    st.markdown(f"**A week.** {plain(track.week)}")
    st.markdown(
        "**Leans on**\n"
        + "\n".join(f"- {plain(dataset.skills[s.skill].name)} at {s.proficiency}: {plain(s.why)}" for s in track.skills)
    )
    left, right = st.columns(2)
    left.markdown("**Suits you if**\n" + "\n".join(f"- {plain(text)}" for text in track.suits))
    right.markdown("**Think twice if**\n" + "\n".join(f"- {plain(text)}" for text in track.think_twice))
    st.markdown(f"**The way back.** {plain(track.way_back)}")
    st.caption(f"Source: {cite(track.source)}.")


def pay(role_id: str, level_id: LevelId) -> None:
    """Draw published pay figures as their sources give them, and the outlook; nothing is converted or averaged."""
    dataset = data.dataset()
    speaking = {k: f for k, f in dataset.pay.items() if not f.roles or role_id in f.roles}
    codes = {figure.country for figure in speaking.values()}
    code = st.selectbox(
        "Country",
        sorted(codes, key=lambda code: (code != "US", country(code))),
        format_func=country,
        key=person.mirror("country", person.recall("country", "US")),
        on_change=lambda: person.remember("country", person.entered("country")),
    )
    found = [figure for figure in speaking.values() if figure.country == code]
    here = [figure for figure in found if figure.level == level_id]
    st.markdown(
        f"{len(found)} published figures for {country(code)}, {len(here)} of them for this level. Sources "
        f"disagree: they stand side by side. Fewer than {SMALL_SAMPLE} people or ads, or grade C, is a hint, no fact."
    )
    if code != "US" and not here:
        st.caption("None of them is for this level alone; look at the years of experience in each row.")
    shown = sorted(found, key=lambda f: (f.level != level_id, f.grade, f.covers))
    units = sorted(
        {(f.currency, f.period) for f in shown}, key=lambda unit: -sum((f.currency, f.period) == unit for f in shown)
    )
    for currency, period in units:
        rows = [f for f in shown if (f.currency, f.period) == (currency, period)]
        st.subheader(f"{currency} {_PERIOD[period]}")
        drawn = [(_label(place, f, level_id), f) for place, f in enumerate(rows[:_MAX_CHART_ROWS], start=1)]
        said = (
            f"{len(drawn)} pay figures for {country(code)} in {currency} {_PERIOD[period]}; the table has the numbers."
        )
        st.plotly_chart(pay_ranges(drawn), key=f"pay-{currency}-{period}", config=CONFIG, alt=said)
        st.table([_pay_row(place, figure) for place, figure in enumerate(rows, start=1)], hide_index=True)
    sources(*(figure.source for figure in shown), label="All pay sources in full")
    _outlook(code)


def _label(place: int, figure: PayFigure, level_id: LevelId) -> str:
    """Name a figure in the chart: its row in the table, whose it is, and for whom; this level is marked."""
    source = data.dataset().sources[figure.source]
    whose = source.publisher or source.title
    whose = whose if len(whose) <= 24 else f"{whose[:23]}…"
    whom = f"{figure.years[0]}-{figure.years[1] or ''} years" if figure.years else figure.level or "all levels"
    return f"{'▸ ' if figure.level == level_id else ''}{place}. {whose}, {whom}"


def _pay_row(place: int, figure: PayFigure) -> dict[str, str]:
    values = figure.values.model_dump(exclude_none=True)
    said = ", ".join(f"{name.upper() if name[0] == 'p' else name} {value:,.0f}" for name, value in values.items())
    where = f" ({figure.region})" if figure.region else ""
    return {
        "Row": str(place),
        "Who": plain(figure.covers + where),
        f"{figure.currency} {_PERIOD[figure.period]}": said,
        "n": f"{figure.sample:,}" if figure.sample else "unknown",
        "Year": str(figure.year) if figure.year else "not stated",
        "Kind": f"{KIND_WORDS[figure.kind]}, grade {figure.grade}",
        "Source": cite(figure.source),
        "Note": plain(figure.note or ""),
    }


def _outlook(code: str) -> None:
    dataset = data.dataset()
    found = [figure for figure in dataset.outlook.values() if figure.country == code]
    if not found:
        return
    st.subheader("Outlook")
    st.table(
        [
            {
                "Who": plain(figure.covers),
                "What": plain(figure.measure),
                "Value": "" if figure.value is None else f"{figure.value:+g} {figure.unit}",
                "Openings a year": f"{figure.openings_per_year:,}" if figure.openings_per_year else "",
                "Kind": f"{KIND_WORDS[figure.kind]}, grade {figure.grade}",
                "Source": cite(figure.source),
                "Note": plain(figure.note or ""),
            }
            for figure in found
        ],
        hide_index=True,
    )
