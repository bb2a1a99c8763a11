"""What shows a skill to others: projects to build and certificates to earn, for the skills a role-level asks for."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.readiness import Range
from careerdata.dataset import RoleLevel
from careerdata.models import LEVEL_IDS, Project, Proof
from pages.shared import data
from pages.shared.citing import cite
from pages.shared.wording import hours, plain


def show(role_level: RoleLevel) -> None:
    """Draw the projects up to this level that prove something it asks for, then the certificates."""
    dataset = data.dataset()
    asked = {member for requirement in role_level.requirements for member in requirement.members}
    reached = LEVEL_IDS.index(role_level.level_id)
    fitting = [
        project
        for project in dataset.projects.values()
        if LEVEL_IDS.index(project.stage) <= reached and any(proof.skill in asked for proof in project.proves)
    ]
    st.markdown(
        "A project shows more than a claim: one can be opened, read and asked about. Blanks in braces are yours."
    )
    for project in sorted(fitting, key=lambda project: (-LEVEL_IDS.index(project.stage), project.name)):
        _project(project, asked)
    found = [c for c in dataset.certifications.values() if any(proof.skill in asked for proof in c.closes)]
    if found:
        st.subheader("Certificates")
        st.table(
            [
                {
                    "Certificate": f"[{plain(c.name)}]({c.url})" if c.url else plain(c.name),
                    "Issuer": plain(c.issuer),
                    "Closes": _proofs(c.closes),
                    "Helps most": plain(c.helps_most_when),
                    "Valid": f"{c.valid_years} years" if c.valid_years else "not known here",
                }
                for c in found
            ],
            hide_index=True,
        )


def _project(project: Project, asked: set[str]) -> None:
    amount = hours(Range(*project.hours))
    with st.expander(f"**{plain(project.name)}**, {project.stage}, {amount}"):
        st.markdown(plain(project.summary))
        st.markdown(f"**Shows** {_proofs([proof for proof in project.proves if proof.skill in asked])}")
        st.markdown("**A reviewer looks for**\n" + "\n".join(f"- {plain(text)}" for text in project.reviewers_look_for))
        st.markdown(f"**For a resume.** {plain(project.resume_bullet)}")
        st.caption(f"Idea: {cite(project.source)}. Hours: {cite(project.hours_source)}.")


def _proofs(proofs: Sequence[Proof]) -> str:
    skills = data.dataset().skills
    return ", ".join(f"{plain(skills[proof.skill].name)} {proof.proficiency}" for proof in proofs)
