"""Rating a skill: by its sentences, with evidence and notes."""

from __future__ import annotations

import streamlit as st

from analysis.consistency import Implied
from analysis.readiness import Range
from careerdata.models import Skill
from pages.shared import data, person
from pages.shared.citing import cite
from pages.shared.wording import can, hours, plain
from profiles.model import MAX_EVIDENCE_TEXT, MAX_NOTE, STATES

NONE_YET = "None of these yet"
STATE_WORDS = {"learning": "Learning it", "want": "Want it next", "skip": "Leave it out"}


def answers(skill: Skill) -> list[str]:
    """List what one may answer about a skill: none, then its five sentences."""
    return [NONE_YET, *(can(behaviour) for behaviour in skill.behaviours)]


def rate(skill_id: str, proficiency: int | None) -> None:
    """Keep a rating."""
    person.edit(lambda profile: profile.rated(skill_id, proficiency))


def scale(skill_id: str) -> None:
    """Draw a skill's 0-5 scale with the sentence that is now true; a second press makes it unrated."""
    skill = data.dataset().skills[skill_id]
    rating = person.current().ratings.get(skill_id)
    key = person.mirror(f"scale-{skill_id}", rating)
    st.segmented_control(
        plain(skill.name), list(range(6)), key=key, on_change=lambda: rate(skill_id, person.entered(key))
    )
    if rating is None:
        st.caption(f"{plain(skill.what)} Not rated.")
    else:
        st.caption(plain(NONE_YET + "." if rating == 0 else skill.behaviours[rating - 1]))


def implied_line(found: Implied) -> str:
    """Say what other ratings suggest about a skill."""
    skills = data.dataset().skills
    return (
        f"Implied by {plain(skills[found.by_skill_id].name)} {found.by_proficiency}: "
        f"{plain(skills[found.skill_id].name)} {found.proficiency} or more. Say what is true."
    )


def state(skill_id: str, *, place: str) -> None:
    """Draw the states a skill can be in: learning, wanted next, left out. `place` tells twins on a page apart."""
    key = person.mirror(f"state-{skill_id}-{place}", person.current().states.get(skill_id))
    st.pills(
        "State",
        STATES,
        format_func=lambda name: STATE_WORDS[name],
        label_visibility="collapsed",
        key=key,
        on_change=lambda: person.edit(lambda p: p.in_state(skill_id, person.entered(key))),
    )


def details(skill_id: str) -> None:
    """Draw the sentences, state, evidence and notes of a skill."""
    skill, profile = data.dataset().skills[skill_id], person.current()
    rungs = zip(skill.behaviours, skill.hours, strict=True)
    st.markdown(
        f"{plain(skill.what)} {plain(skill.at_work)}\n\n"
        + "\n".join(f"1. {plain(sentence)} :gray[{hours(Range(*span))}]" for sentence, span in rungs)
    )
    st.caption(f"Hours from the step before, {cite(skill.hours_source)}.")
    state(skill_id, place="details")
    evidence_key = person.mirror(f"evidence-{skill_id}", "\n".join(profile.evidence.get(skill_id, ())))
    st.text_area(
        "Evidence: links or facts, one a line",
        key=evidence_key,
        max_chars=20 * MAX_EVIDENCE_TEXT,
        placeholder="https://github.com/... or: cut p95 of search from 900 to 200 ms, 2025",
        on_change=lambda: person.edit(
            lambda p: p.evidenced(skill_id, tuple(person.entered(evidence_key).splitlines()))
        ),
    )
    note_key = person.mirror(f"note-{skill_id}", profile.notes.get(skill_id, ""))
    st.text_area(
        "Note to myself",
        key=note_key,
        max_chars=MAX_NOTE,
        on_change=lambda: person.edit(lambda p: p.noted(skill_id, person.entered(note_key))),
    )
    st.markdown("**Check yourself** (not a test, nothing is counted)")
    for check in skill.self_checks:
        with st.expander(f"At {check.proficiency}: {plain(check.ask)}"):
            st.markdown(f"A good answer: {plain(check.look_for)}")


def details_opener(skill_id: str) -> None:
    """Draw a fold with the details, made when it is opened; its label says what is kept in it.

    A popover would close by itself when one leaves the page, ask for a rerun of what is gone, and blank the next page.
    """
    kept = len(person.current().evidence.get(skill_id, ()))
    label = f"Sentences, evidence ({kept}), notes" if kept else "Sentences, evidence, notes"
    with st.expander(label, icon=":material/edit_note:", key=f"open-{skill_id}", on_change="rerun") as opened:
        if opened.open:
            details(skill_id)
