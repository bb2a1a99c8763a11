"""Waymark's application: `streamlit run app.py`, or any ASGI server on `app:app`."""

from pathlib import Path

import streamlit as st

from pages.shared import serving

app = st.App(
    Path(__file__).parent / "pages" / "shared" / "frame.py",
    middleware=serving.MIDDLEWARE,
    routes=serving.ROUTES,
    lifespan=serving.lifespan,
    on_script_error=serving.on_script_error,
)
