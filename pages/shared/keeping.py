"""Taking the profile out, bringing it in with a preview and undo, and erasing it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.shared import buttons, data, person
from pages.shared.wording import plain
from profiles.document import MAX_HOURS_PER_WEEK, ReadProfile, UnreadableProfile, dumps, loads
from profiles.model import Profile


def pace() -> None:
    """Let the person say how many hours a week they can learn."""
    key = person.mirror("hours-per-week", person.current().hours_per_week)
    st.number_input(
        "Hours a week for learning",
        min_value=0.5,
        max_value=MAX_HOURS_PER_WEEK,
        step=0.5,
        format="%.1f",
        key=key,
        on_change=lambda: person.edit(lambda p: replace(p, hours_per_week=float(person.entered(key)))),
    )


def download() -> None:
    """Offer the profile as a JSON file, made when asked for."""
    # Taken now: what makes the file runs outside the session, where nobody is known.
    profile = person.current()
    st.download_button(
        "Download my profile",
        data=lambda: dumps(profile, data_version=data.dataset().info.version).encode(),
        file_name="waymark-profile.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )


def upload() -> None:
    """Read a profile file, show what it would change, and replace the present one when told to."""
    if person.can_undo_import():
        st.success("The copy is in place.", icon=":material/check:")
        st.button("Undo: bring back what was there before", icon=":material/undo:", on_click=person.undo_import)
    file = st.file_uploader("A profile saved by Waymark (.json)", type=["json"], key="profile-file")
    if file is None:
        return
    try:
        read = loads(file.getvalue(), data.dataset())
    except UnreadableProfile as error:
        listed = "\n".join(f"- {plain(problem)}" for problem in error.problems[:30])
        st.error(f"This file was not used; your profile is unchanged.\n\n{listed}", icon=":material/error:")
        return
    _preview(person.current(), read)
    if buttons.primary("Replace my profile with this copy", "upload"):
        person.replace(read.profile)
        st.rerun()


def _preview(now: Profile, read: ReadProfile) -> None:
    skills = data.dataset().skills
    keys = sorted({*now.ratings, *read.profile.ratings})
    changed = [key for key in keys if now.ratings.get(key) != read.profile.ratings.get(key)]
    st.markdown(
        f"The copy has {len(read.profile.ratings)} ratings; {len(changed)} differ from what you have now. "
        f"Target: {plain(read.profile.target or 'none')}."
    )
    if changed:
        st.table(
            [
                {
                    "Skill": plain(skills[key].name if key in skills else key),
                    "Now": str(now.ratings.get(key, "not rated")),
                    "In the copy": str(read.profile.ratings.get(key, "not rated")),
                }
                for key in changed[:40]
            ],
            hide_index=True,
        )
    if read.unknown_skills:
        st.info(f"Kept, but not known to this dataset: {plain(', '.join(read.unknown_skills[:20]))}.")
    if read.ignored_fields:
        st.info(f"Without effect: {plain(', '.join(read.ignored_fields[:20]))}.")


def erase() -> None:
    """Ask, then remove everything that is kept of the person."""
    if st.button("Erase everything", icon=":material/delete_forever:"):
        _confirm()


@st.dialog("Erase everything?")
def _confirm() -> None:
    st.markdown("Ratings, evidence, notes and target are removed for good. Download a copy first if you may want them.")
    with st.container(horizontal=True):
        if buttons.primary("Erase for good", "delete_forever"):
            person.erase()
            st.rerun()
        if st.button("Keep it"):
            st.rerun()
