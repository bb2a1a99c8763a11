"""Have against need, one row a requirement: a dumbbell chart."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from analysis.charts import theme
from analysis.readiness import GapReport, Line

#: More rows than this are read in the table.
MAX_ROWS = 16


def gap_bars(report: GapReport) -> go.Figure:
    """Draw the widest gaps, most points first: what is held, what is asked, and the way between."""
    lines = report.gaps[:MAX_ROWS]
    rows = np.arange(len(lines))
    need = np.array([line.need for line in lines])
    have = np.array([line.have or 0 for line in lines])
    is_rated = np.array([line.is_rated for line in lines], dtype=np.bool_)
    between = np.column_stack([have, need, np.full(len(lines), np.nan)]).ravel()
    way = {"x": between, "y": np.repeat(rows, 3).astype(float), "mode": "lines"}
    traces = [{**way, "line": {"color": theme.QUIET, "width": 3}, "hoverinfo": "skip", "showlegend": False}]
    for name, mask, symbol in (("I have", is_rated, "circle"), ("not rated yet", ~is_rated, "circle-open-dot")):
        traces.append(theme.marks(name, have[mask], rows[mask], symbol=symbol, color=theme.HAVE))
    traces.append(theme.marks("asked", need, rows, symbol="diamond-open", color=theme.NEED))
    layout = theme.layout(
        [_label(line) for line in lines],
        xaxis={"range": [-0.3, 5.3], "tickvals": np.arange(6), "title": {"text": "Proficiency"}, "fixedrange": True},
    )
    return go.Figure(data=traces, layout=layout)


def gap_summary(report: GapReport) -> str:
    """Say in one sentence what the chart shows."""
    lines = report.gaps[:MAX_ROWS]
    if not lines:
        return "Every requirement is met."
    widest = lines[0]
    held = "not rated yet" if widest.have is None else f"at {widest.have}"
    return (
        f"The {len(lines)} gaps that cost most, of {len(report.gaps)}. The costliest is {widest.skill_name}: "
        f"{held}, asked at {widest.need}, {widest.points:.1f} points. An exclamation mark stands behind a must-have."
    )


def _label(line: Line) -> str:
    name = line.skill_name if len(line.skill_name) <= 26 else f"{line.skill_name[:25]}…"
    return f"{name} !" if line.tier == "must" else name
