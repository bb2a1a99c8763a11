"""Colours and marks of all charts: 3:1 against both backgrounds, told apart by shape as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.generic]

#: What the person has. Teal, a filled circle.
HAVE: Final = "#1C8573"
#: What is asked. Ochre, an open diamond.
NEED: Final = "#B86A16"
#: The way between two marks, grid lines.
QUIET: Final = "#7C847F"

#: Height of one row of a chart with names down the side, and of what stands around the rows, in pixels.
ROW_HEIGHT: Final = 30
AROUND_ROWS: Final = 90


def layout(names: Sequence[str], **more: Any) -> dict[str, Any]:
    """Give the layout shared by charts with one named row an item, first on top."""
    return {
        "height": AROUND_ROWS + ROW_HEIGHT * len(names),
        "margin": {"l": 10, "r": 20, "t": 30, "b": 40},
        "legend": {"orientation": "h", "x": 0, "y": 1.0, "xanchor": "left", "yanchor": "bottom"},
        "hovermode": "closest",
        "dragmode": False,
        "font": {"size": 14},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "yaxis": {
            "tickvals": np.arange(len(names)),
            "ticktext": list(names),
            "range": [len(names) - 0.4, -0.6],
            "fixedrange": True,
        },
        **more,
    }


def marks(name: str, x: Numbers, y: Numbers, *, symbol: str, color: str, hover: str = "%{x}") -> dict[str, Any]:
    """Give a trace of marks, as plain values: one validation of the whole figure is far cheaper than one a trace."""
    return {
        "x": x,
        "y": y,
        "mode": "markers",
        "name": name,
        "marker": {"symbol": symbol, "size": 14, "color": color, "line": {"width": 2, "color": color}},
        "hovertemplate": f"{hover}<extra></extra>",
    }


#: Charts are read, not edited: no tool bar, and scrolling the page over a chart scrolls the page.
CONFIG: Final = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
