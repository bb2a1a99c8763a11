"""About the data and method: sources, formulas, answers to a sceptic, the version of the data."""

import streamlit as st

from careerdata.stats import counts
from pages.shared import data, method_text
from pages.shared.citing import KIND_WORDS, describe
from pages.shared.wording import plain

dataset = data.dataset()
st.title("About the data and the method")
st.markdown(
    f"Data version **{plain(dataset.info.version)}** of {plain(dataset.info.released)}, fingerprint "
    f"`{dataset.digest[:12]}`. The same data and the same answers always give the same result: no language model, no "
    "chance, no network."
)
if data.problems():
    st.error("The company overlay was left out:\n\n" + "\n".join(f"- {plain(p)}" for p in data.problems()[:50]))

st.header("What is in it")
shown = {name.replace("_", " "): f"{count:,}" for name, count in counts(dataset).items()}
st.table([{"What": name.capitalize(), "How many": count} for name, count in shown.items()], hide_index=True)

st.header("How the numbers are made")
st.markdown(method_text.FORMULAS)

st.header("What a sceptic will ask")
for question, answer in method_text.SCEPTIC.items():
    with st.expander(question):
        st.markdown(answer)

st.header("Sources")
st.markdown(
    "Grade A: official or with a stated method and a good sample. B: small, scraped or self-selected. C: a claim."
)
for kind, words in KIND_WORDS.items():
    found = [source for source in dataset.sources.values() if source.kind == kind]
    if found:
        with st.expander(f"{words.capitalize()} ({len(found)})"):
            for source in found:
                title = f"[{plain(source.title)}]({source.url})" if source.url else plain(source.title)
                st.markdown(f"**{title}**  \n{describe(source)}.  \n{plain(source.note)}")

st.header("Licences")
st.markdown(f"Data: {plain(dataset.info.licence)}.\n\n" + "\n".join(f"- {plain(t)}" for t in dataset.info.attribution))
