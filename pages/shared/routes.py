"""The pages, in the order of the navigation, and how one reaches them from another."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_FOLDER = Path(__file__).parent.parent

#: name -> (script, title, icon, address). Addresses differ from the scripts' names, so that the frame always runs.
_PAGES: dict[str, tuple[str, str, str, str]] = {
    "start": ("start.py", "Start", "home", ""),
    "explore": ("explore.py", "Explore roles", "explore", "explore-roles"),
    "ladder": ("ladder.py", "Junior to senior", "stairs", "junior-to-senior"),
    "assess": ("assess.py", "Assess", "checklist", "assess-my-skills"),
    "gap": ("gap.py", "My gap", "trending_up", "my-gap"),
    "my-data": ("my_data.py", "My data", "folder_shared", "my-saved-data"),
    "about": ("about.py", "About the data", "info", "about-the-data"),
}


def page(name: str) -> st.Page:
    """Give a page by its name in this module.

    Pages carry no icon of their own: Streamlit would fetch it from a foreign host as the tab's icon.
    """
    script, title, _, address = _PAGES[name]
    return st.Page(_FOLDER / script, title=title, url_path=address, default=name == "start")


def pages() -> list[st.Page]:
    """List all pages for the navigation."""
    return [page(name) for name in _PAGES]


def link(name: str, label: str, **choices: str) -> None:
    """Draw a link to a page."""
    st.page_link(page(name), label=label, icon=f":material/{_PAGES[name][2]}:", query_params=choices or None)


def go(name: str) -> None:
    """Leave for another page at once."""
    st.switch_page(page(name))
