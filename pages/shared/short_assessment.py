"""The short assessment: one question at a time, answered by one press or one key."""

from __future__ import annotations

import streamlit as st

from analysis.choices import choose_member
from analysis.consistency import doubts
from analysis.questions import SHORT_ASSESSMENT, Question, questions
from analysis.readiness import GapReport, gap_report
from careerdata.dataset import Requirement, RoleLevel
from pages.shared import buttons, data, person, rating, routes
from pages.shared.wording import plain, share
from profiles.model import Profile


def show(target: RoleLevel) -> None:
    """Draw the questions, and below them what does not change with an answer."""
    _questions(target)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle(
            "Number keys 0-5 answer",
            key=person.mirror("number-keys", person.recall("use-keys", True)),
            on_change=lambda: person.remember("use-keys", person.entered("number-keys")),
        )
        routes.link("gap", "See my gap so far")


@st.fragment
def _questions(target: RoleLevel) -> None:
    """Draw the progress and the question that tells most; reruns alone, so that an answer is quick."""
    dataset, profile = data.dataset(), person.current()
    open_ = questions(dataset, profile, target, count=len(target.requirements))
    answered = len(target.requirements) - len(open_)
    goal = min(SHORT_ASSESSMENT, len(target.requirements))
    report = gap_report(dataset, profile, target)
    done = f"{answered} of {goal} questions answered" if answered < goal else f"{answered} skills rated"
    st.progress(min(answered / goal, 1.0), text=f"{done}; {share(report.rated_share)} of the weight is rated")
    _announce(report)
    again = person.recall("question-again")
    revisited = next((r for r in target.requirements if r.id == again), None)
    if revisited:
        _card(target, revisited, None)
    elif not open_ or (answered >= goal and not person.recall("more-questions")):
        _finished(len(open_))
    else:
        _card(target, open_[0].requirement, open_[0])


def _announce(report: GapReport) -> None:
    """Say what the last answer did, in an element that screen readers follow."""
    last = person.recall("last-answer")
    if not last:
        return
    skill_id, level = last
    dataset = data.dataset()
    now = "" if report.readiness is None else f" Readiness so far: {share(report.readiness)}."
    st.success(f"Saved: {plain(dataset.skills[skill_id].name)} {level}.{now}", icon=":material/check:")
    for doubt in doubts(dataset, person.current()):
        if skill_id in (doubt.skill_id, doubt.other_id):
            st.warning(f"{plain(doubt.question)} {plain(doubt.because)}", icon=":material/question_mark:")


def _finished(open_questions: int) -> None:
    with st.container(border=True):
        st.header("That is enough for a first answer")
        st.markdown("Your gap and your next three steps are ready. More answers only narrow the range.")
        with st.container(horizontal=True):
            if buttons.primary("See my gap", "trending_up"):
                routes.go("gap")
            if open_questions:
                st.button(
                    f"Answer {open_questions} more",
                    icon=":material/add:",
                    on_click=person.remember,
                    args=("more-questions", True),
                )


def _card(target: RoleLevel, requirement: Requirement, question: Question | None) -> None:
    dataset, profile = data.dataset(), person.current()
    with st.container(border=True):
        skill_id = _member(target, requirement)
        skill = dataset.skills[skill_id]
        st.header(plain(skill.name))
        hint = f"  \n:gray[{rating.implied_line(question.implied)}]" if question and question.implied else ""
        st.markdown(f"{plain(skill.what)}{hint}\n\n**Which is the highest that is true of you?** You can ...")
        use_keys = person.recall("use-keys", True)
        for level, text in enumerate(rating.answers(skill)):
            st.button(
                plain(text) if use_keys else f"**{level}**  {plain(text)}",
                key=f"answer-{skill_id}-{level}",
                type="primary" if profile.ratings.get(skill_id) == level else "secondary",
                shortcut=str(level) if use_keys else None,
                width="stretch",
                wrap=True,
                on_click=_answer,
                args=(requirement.id, skill_id, level),
            )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Back", icon=":material/undo:", disabled=not person.recall("answered"), on_click=_back)
            st.button("Not now", icon=":material/skip_next:", on_click=_pass, args=(requirement.id,))
        rating.details_opener(skill_id)


def _member(target: RoleLevel, requirement: Requirement) -> str:
    """Choose which member of a one-of group the question is about."""
    dataset, profile = data.dataset(), person.current()
    chosen = choose_member(dataset, profile, target.role_id, requirement).skill_id
    if not requirement.is_group:
        return chosen
    st.markdown(f"{plain(dataset.name(requirement.id))}: any one counts. Choose the one you know best.")
    key = person.mirror(f"member-{requirement.id}", chosen)
    st.pills(
        plain(dataset.name(requirement.id)),
        requirement.members,
        format_func=lambda member: plain(dataset.skills[member].name),
        required=True,
        label_visibility="collapsed",
        key=key,
        on_change=lambda: person.edit(lambda p: p.choosing(requirement.id, person.entered(key))),
    )
    return chosen


def _answer(requirement_id: str, skill_id: str, level: int) -> None:
    """Keep an answer; about a member of a one-of group it also says that this is the one to plan with."""

    def answered(profile: Profile) -> Profile:
        is_member = level > 0 and requirement_id != skill_id
        chosen = profile.choosing(requirement_id, skill_id) if is_member else profile
        return chosen.rated(skill_id, level)

    person.edit(answered)
    before = [done for done in person.recall("answered", ()) if done != requirement_id]
    person.remember("answered", (*before, requirement_id))
    person.remember("last-answer", (skill_id, level))
    person.remember("question-again", None)


def _pass(requirement_id: str) -> None:
    person.edit(lambda profile: profile.passing(requirement_id))
    person.remember("last-answer", None)
    person.remember("question-again", None)


def _back() -> None:
    answered = person.recall("answered", ())
    person.remember("question-again", answered[-1] if answered else None)
    person.remember("answered", answered[:-1])
    person.remember("last-answer", None)
