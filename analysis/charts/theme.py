"""Colours and marks of all charts: 3:1 against both backgrounds, told apart by shape as well as by colour."""

from __future__ import annotations

from typing import Any, Final

#: What the person has. Teal, a filled circle.
HAVE: Final = "#1C8573"
#: What is asked. Ochre, an open diamond.
NEED: Final = "#B86A16"
#: What another skill earns. Violet, a triangle.
CREDIT: Final = "#6D62B8"
#: The way between two marks, grid lines.
QUIET: Final = "#7C847F"

#: Height of one row of a chart with names down the side, and of what stands around the rows, in pixels.
ROW_HEIGHT: Final = 30
AROUND_ROWS: Final = 90


def layout(rows: int, **more: Any) -> dict[str, Any]:
    """Give the layout shared by charts with one row an item."""
    return {
        "height": AROUND_ROWS + ROW_HEIGHT * rows,
        "margin": {"l": 10, "r": 20, "t": 30, "b": 40},
        "legend": {"orientation": "h", "x": 0, "y": 1.0, "xanchor": "left", "yanchor": "bottom"},
        "hovermode": "closest",
        "dragmode": False,
        "font": {"size": 14},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        **more,
    }


#: Charts are read, not edited: no tool bar, and scrolling the page over a chart scrolls the page.
CONFIG: Final = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
