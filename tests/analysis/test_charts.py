"""The charts show the numbers they are given, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from analysis.charts.gap_bars import MAX_ROWS, gap_bars, gap_summary
from analysis.charts.pay_ranges import SMALL_SAMPLE, pay_ranges
from analysis.readiness import GapReport, gap_report
from careerdata import loader
from careerdata.models import PayFigure
from profiles.model import Profile


@pytest.fixture(scope="module")
def report() -> GapReport:
    dataset = loader.shipped()
    profile = Profile(ratings=MappingProxyType({"python": 2, "git": 3, "sql": 1}))
    return gap_report(dataset, profile, dataset.role_levels["python-backend:senior"])


def trace(figure: object, name: str) -> dict[str, list[float]]:
    found = next(t for t in figure.data if t.name == name)  # type: ignore[attr-defined]
    return {"x": list(found.x), "y": list(found.y)}


def test_the_gap_chart_has_one_row_a_gap_costliest_on_top(report: GapReport) -> None:
    figure = gap_bars(report)
    lines = report.gaps[:MAX_ROWS]
    assert [label.removesuffix(" !")[:10] for label in figure.layout.yaxis.ticktext] == [
        x.skill_name[:10] for x in lines
    ]
    assert trace(figure, "asked")["x"] == [line.need for line in lines]
    low, high = figure.layout.yaxis.range
    assert low > high, "the first row stands on top"


def test_unrated_skills_are_marked_apart_from_those_held(report: GapReport) -> None:
    figure = gap_bars(report)
    lines = report.gaps[:MAX_ROWS]
    assert trace(figure, "I have")["x"] == [line.have for line in lines if line.have is not None]
    unrated = trace(figure, "not rated yet")
    assert unrated["y"] == [row for row, line in enumerate(lines) if line.have is None]
    symbols = [t.marker.symbol for t in figure.data if t.name]
    assert len(set(symbols)) == 3, "told apart by shape, not by colour alone"


def test_must_haves_carry_a_mark_that_the_summary_explains(report: GapReport) -> None:
    labels = gap_bars(report).layout.yaxis.ticktext
    assert [label.endswith(" !") for label in labels] == [line.tier == "must" for line in report.gaps[:MAX_ROWS]]
    assert "exclamation mark" in gap_summary(report)
    assert f"of {len(report.gaps)}" in gap_summary(report)


def test_a_chart_without_gaps_says_so(report: GapReport) -> None:
    perfect = replace(report, lines=())
    assert gap_summary(perfect) == "Every requirement is met."


def test_pay_is_drawn_as_published_and_small_samples_are_hints() -> None:
    sound = next(
        f for f in loader.shipped().pay.values() if f.values.p25 and f.sample and f.grade == "B" and f.sample > 50
    )
    small = sound.model_copy(update={"sample": SMALL_SAMPLE - 1})
    figure = pay_ranges([("sound", sound), ("small", small)])
    assert trace(figure, "middle") == {"x": [sound.values.median], "y": [0]}
    assert trace(figure, "middle, only a hint") == {"x": [sound.values.median], "y": [1]}
    drawn = np.array(trace(figure, "middle half, or low to high")["x"], dtype=float)
    assert list(drawn[[0, 1]]) == [sound.values.p25, sound.values.p75]
    assert figure.layout.xaxis.title.text == f"{sound.currency} a {sound.period}"


def test_a_figure_without_a_range_is_a_point_only() -> None:
    point = next(f for f in loader.shipped().pay.values() if set(_given(f)) <= {"median", "mean"})
    figure = pay_ranges([("point", point)])
    assert np.isnan(np.array(trace(figure, "middle half, or low to high")["x"], dtype=float)).all()


def _given(figure: PayFigure) -> dict[str, float]:
    given: dict[str, float] = figure.values.model_dump(exclude_none=True)
    return given
