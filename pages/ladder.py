"""Junior to senior: two levels of a role on one screen, and the sentence that changes."""

import streamlit as st

from analysis.ladder import CHANGES, compare_levels
from pages.shared import data, pickers, routes
from pages.shared.wording import TIER_WORDS, plain

HEADINGS = {
    "new": ("New", "Not asked at the lower level at all."),
    "raised": ("Raised", "Asked at both, further up."),
    "firmer": ("Firmer", "The same proficiency, but it counts for more: it moves up a tier."),
    "same": ("The same", "Nothing to add."),
    "dropped": ("Dropped", "No longer asked by name; it is taken for granted or left to others."),
}

st.title("Junior to senior")
st.markdown("What changes between two levels of a role, skill by skill, in sentences one can observe.")
role_id = pickers.role_from_address()
left, right = st.columns(2)
with left:
    lower = pickers.level_from_address("from", "From", "junior")
with right:
    higher = pickers.level_from_address("to", "To", "senior")

dataset = data.dataset()
if lower == higher:
    st.info("Choose two different levels to see what changes between them.", icon=":material/stairs:")
    st.stop()

below, above = sorted((dataset.levels[lower], dataset.levels[higher]))
lines = compare_levels(dataset, role_id, lower, higher)
found = {change: [line for line in lines if line.change == change] for change in CHANGES}
st.header(f"{plain(dataset.roles[role_id].name)}: {below.name} to {above.name}")
st.markdown("; ".join(f"**{len(found[c])}** {HEADINGS[c][0].lower()}" for c in CHANGES if found[c]) + ".")
st.table(
    [
        {"": name, below.name: plain(getattr(below, field)), above.name: plain(getattr(above, field))}
        for name, field in (("Scope", "scope"), ("Autonomy", "autonomy"), ("Influence", "influence"))
    ],
    hide_index=True,
)
for change in CHANGES:
    if not found[change]:
        continue
    heading, meaning = HEADINGS[change]
    st.subheader(f"{heading} ({len(found[change])})")
    st.caption(meaning)
    st.table(
        [
            {
                "Skill": f"**{plain(line.name)}**",
                below.name: f"{line.before}: {plain(line.sentence_before)}" if line.sentence_before else "not asked",
                above.name: "as before"
                if change == "same"
                else f"{line.after}: {plain(line.sentence_after)} *{TIER_WORDS[line.tier_after]}*"
                if line.sentence_after and line.tier_after
                else "not asked",
            }
            for line in found[change]
        ],
        hide_index=True,
    )
routes.link("explore", "See the ladder with scope, autonomy and the tracks after senior", role=role_id, view="ladder")
