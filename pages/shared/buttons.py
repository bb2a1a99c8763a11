"""The one obvious button of a page."""

from __future__ import annotations

import streamlit as st

#: Streamlit writes white on the primary colour; on the dark theme's light teal that is 1.9:1, this is 8:1.
_ON_DARK_THEME = "#0A2B25"


def primary(label: str, icon: str, *, key: str | None = None, disabled: bool = False, is_wide: bool = False) -> bool:
    """Draw a primary button whose label is readable on both themes; True when it has just been pressed."""
    text = f":material/{icon}: {label}"
    if st.context.theme.type == "dark" and not disabled:
        text = f':color[{text}]{{foreground="{_ON_DARK_THEME}"}}'
    return st.button(text, key=key, type="primary", disabled=disabled, width="stretch" if is_wide else "content")
