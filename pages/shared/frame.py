"""The frame around every page: its title, the navigation, and notices that concern all pages."""

from pathlib import Path

import streamlit as st

from pages.shared import data, person, routes

#: Pixels: wide enough for a table of sentences, narrow enough to read.
CONTENT_WIDTH = 980
MARK = Path(__file__).parent / "static" / "waymark.svg"

page = st.navigation(routes.pages(), position="top")
# After the navigation, which would otherwise name the tab.
st.set_page_config(page_title=f"{page.title} - Waymark", page_icon=MARK, layout="wide")
st.logo(MARK, size="large")
person.arrive(page.url_path)

if notice := person.storage_notice():
    st.warning(notice, icon=":material/save:")
if data.problems():
    st.warning(
        "The company overlay has mistakes and is left out. *About the data* lists them.", icon=":material/build:"
    )

with st.container(horizontal_alignment="center"), st.container(width=CONTENT_WIDTH):
    page.run()
