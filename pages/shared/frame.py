"""The frame around every page: its title, the navigation, and notices that concern all pages."""

import streamlit as st

from pages.shared import data, person, routes

st.set_page_config(page_title="Waymark", page_icon=":material/signpost:", layout="centered")
page = st.navigation(routes.pages(), position="top")

if notice := person.storage_notice():
    st.warning(notice, icon=":material/save:")
if data.problems():
    st.warning(
        "The company overlay has mistakes and is left out. *About the data* lists them.", icon=":material/build:"
    )

page.run()
