"""The smallest Streamlit page there is to compare with: a title, a button, and a text that each press renews."""

import time

import streamlit as st

st.title("Bare page")
st.button("Press")
st.markdown(f"Drawn at {time.perf_counter_ns()}")
