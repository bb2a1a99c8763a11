"""The computations: models in, small frozen results out. Pure: no files, clock, chance or Streamlit."""
