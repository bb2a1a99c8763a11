"""Published pay figures of one currency and period as ranges, each on its own row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from analysis.charts import theme
from careerdata.models import PayFigure

#: Fewer people or ads than this are a hint. Source: docs/method.md#pay
SMALL_SAMPLE = 20


def pay_ranges(figures: Sequence[tuple[str, PayFigure]]) -> go.Figure:
    """Draw each figure's range and middle; `figures` are (label, figure) of one currency and period."""
    rows = np.arange(len(figures))
    low = np.array([_first(f, "p25", "low", "p10") for _, f in figures], dtype=np.float64)
    high = np.array([_first(f, "p75", "high", "p90") for _, f in figures], dtype=np.float64)
    middle = np.array([_first(f, "median", "mean") for _, f in figures], dtype=np.float64)
    traces = [
        {
            "x": np.column_stack([low, high, np.full(len(figures), np.nan)]).ravel(),
            "y": np.repeat(rows, 3).astype(float),
            "mode": "lines",
            "name": "middle half, or low to high",
            "line": {"color": theme.QUIET, "width": 7},
            "hoverinfo": "skip",
        }
    ]
    is_hint = np.array(
        [f.grade == "C" or (f.sample or SMALL_SAMPLE) < SMALL_SAMPLE for _, f in figures], dtype=np.bool_
    )
    for name, mask, symbol in (("middle", ~is_hint, "circle"), ("middle, only a hint", is_hint, "circle-open")):
        traces.append(theme.marks(name, middle[mask], rows[mask], symbol=symbol, color=theme.HAVE, hover="%{x:,.0f}"))
    unit = f"{figures[0][1].currency} a {figures[0][1].period}"
    axis = {"title": {"text": unit}, "rangemode": "tozero", "fixedrange": True}
    return go.Figure(data=traces, layout=theme.layout([label for label, _ in figures], xaxis=axis))


def _first(figure: PayFigure, *names: str) -> float:
    return next((value for name in names if (value := getattr(figure.values, name)) is not None), np.nan)
