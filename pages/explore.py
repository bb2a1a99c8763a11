"""Explore roles: what a role at a level is, asks, pays and builds on."""

import streamlit as st

from pages.shared import buttons, person, pickers, proofs, role_views, routes, skill_graph
from pages.shared.wording import plain

VIEWS = {
    "overview": "Overview",
    "asks": "What it asks",
    "ladder": "Ladder",
    "pay": "Pay and outlook",
    "graph": "Skill graph",
    "shows": "Projects and certificates",
}

st.title("Explore roles")
target = pickers.target_or_none()
left, right = st.columns([2, 3], vertical_alignment="bottom")
with left:
    role_id = pickers.role_from_address()
with right:
    level_id = pickers.level_from_address("level", "Level", target.level_id if target else "junior")
view = pickers.view_from_address(VIEWS)

role, role_level = role_views.find(role_id, level_id)
st.header(plain(role.name) if view == "ladder" else f"{plain(role.name)}, {level_id}")
if view == "overview":
    role_views.overview(role, role_level)
elif view == "asks":
    role_views.requirements(role_level)
elif view == "ladder":
    role_views.ladder(role)
elif view == "pay":
    role_views.pay(role_id, level_id)
elif view == "shows":
    proofs.show(role_level)
else:
    skill_graph.show(role_level)

st.divider()
if person.current().target == role_level.id:
    routes.link("assess", "This is my target: rate my skills for it")
elif buttons.primary("Make this my target and rate my skills", "flag"):
    person.edit(lambda profile: profile.aiming(origin=profile.origin, target=role_level.id))
    routes.go("assess")
routes.link("ladder", "Compare two levels of this role", role=role_id)
