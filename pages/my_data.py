"""My data: keep it as a file, bring it back, or erase it."""

import streamlit as st

from pages.shared import data, keeping, person
from pages.shared.wording import plain

st.title("My data")
profile = person.current()
st.markdown(
    f"Ratings: {len(profile.ratings)}. Skills with evidence: {len(profile.evidence)}. Notes: {len(profile.notes)}. "
    "They are saved as you go, in a database file on the machine that runs Waymark, under an unguessable key that only "
    "this browser holds. There is no account, and nothing is sent anywhere else."
)

st.header("How much time I have")
keeping.pace()

st.header("Keep a copy")
keeping.download()

st.header("Bring a copy back")
keeping.upload()

if unknown := sorted(skill_id for skill_id in profile.ratings if skill_id not in data.dataset().skills):
    st.caption(f"Kept, but not known to this dataset: {plain(', '.join(unknown[:20]))}.")

st.header("Erase everything")
keeping.erase()
