"""Naming sources: one click from any fact to where it comes from."""

from __future__ import annotations

import streamlit as st

from careerdata.models import Source
from pages.shared import data
from pages.shared.wording import plain

KIND_WORDS = {
    "official": "official statistic",
    "survey": "survey",
    "advertised": "advertised pay or demand",
    "claim": "a publication's claim",
    "editorial": "editorial judgement",
    "research": "research",
    "standard": "classification",
}


def cite(source_id: str) -> str:
    """Name a source in a line of Markdown, linked where it has an address."""
    source = data.dataset().sources[source_id]
    title = plain(source.title)
    return f"[{title}]({source.url})" if source.url else title


def describe(source: Source) -> str:
    """Say in Markdown what a source is: publisher, kind, grade, date, licence."""
    parts = [
        plain(source.publisher or "publisher unknown"),
        KIND_WORDS[source.kind],
        f"grade {source.grade}" if source.grade else "not graded",
        source.published or "date unknown",
        f"licence: {plain(source.licence) if source.licence else 'unknown'}",
    ]
    return ", ".join(parts)


def sources(*source_ids: str, label: str = "Sources") -> None:
    """Draw a small opener with the full account of some sources."""
    with st.popover(label, icon=":material/menu_book:", type="tertiary"):
        for source_id in dict.fromkeys(source_ids):
            source = data.dataset().sources[source_id]
            st.markdown(f"**{cite(source_id)}**  \n{describe(source)}.  \n{plain(source.note)}")
