"""Charts, drawn by ECharts."""

from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st

from exercises._engine.variants import TaskChart
from lessons.metrics.overlap import dice_from_iou

# Readable on the light and on the dark page.
ACCENT, QUIET = "#7669DD", "#85838D"
_APART: tuple[tuple[str, Literal["solid", "dashed", "dotted"]], ...] = (
    (ACCENT, "solid"),
    ("#C46A00", "dashed"),
    ("#00866B", "dotted"),
)
"""What tells the curves of one chart apart: colours, and dashes for whoever does not see these."""


def line(
    name: str,
    points: Sequence[Sequence[float | None]],
    colour: str,
    *,
    width: float = 1.5,
    dash: Literal["solid", "dashed", "dotted"] = "solid",
    rim: bool = False,
) -> dict[str, Any]:
    """A series of points (x, y) joined by a line; a `rim` shows black on the dark page and yellow on the light one."""
    return {
        "name": name,
        "type": "line",
        "data": points,
        "showSymbol": False,
        "color": colour,
        "lineStyle": {"width": width, "type": dash}
        | ({"shadowColor": QUIET, "shadowOffsetY": 1.5} if rim else {}),
    }


def mark(x: float) -> dict[str, Any]:
    """What a series takes as its `markLine` to show an upright line at `x`."""
    return {
        "silent": True,
        "symbol": "none",
        "label": {"show": False},
        "lineStyle": {"color": QUIET},
        "data": [{"xAxis": x}],
    }


def by_step(title: str, series: Sequence[dict[str, Any]], steps: int) -> dict[str, Any]:
    """The options that all charts of a training share, whose x axis counts its `steps` from 0."""
    return {
        "animation": False,
        "title": {"text": title, "textStyle": {"fontSize": 14}},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "value", "min": 0, "max": steps},
        "series": series,
    }


def task_charts(charts: Sequence[TaskChart]) -> None:
    """The charts of a task side by side; on a phone they stack."""
    for place, chart in zip(st.columns(len(charts)), charts, strict=True):
        series = [
            line(name, points, colour, width=2, dash=dash)
            for (name, points), (colour, dash) in zip(chart.curves, _APART, strict=False)
        ]
        described = "; ".join(
            f"{name}: {', '.join(f'{value:.3g} at step {step:g}' for step, value in _some(points))}"
            for name, points in chart.curves
        )
        last = max(points[-1][0] for _, points in chart.curves)
        options = by_step(chart.title, series, round(last)) | {
            "legend": {"bottom": 0, "itemWidth": 30},
            "grid": {"left": 8, "right": 16, "top": 40, "bottom": 36, "containLabel": True},
            "yAxis": {"type": "value", "min": 0},
        }
        with place:
            st.echarts_chart(options, height=260, alt=f"{chart.title}, by step. {described}.")


def _some(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """About six of the points, the first and the last among them: a curve as it is read aloud."""
    return [*points[: -1 : max(1, len(points) // 5)], points[-1]]


def dice_curve(first: float, second: float) -> None:
    """Dice as a function of IoU, with two pictures as points on it, and the means of both below it."""
    curve = [[step / 50, dice_from_iou(step / 50)] for step in range(51)]
    points = [[iou, round(dice_from_iou(iou), 3)] for iou in (first, second)]
    mean = [round(sum(each) / 2, 3) for each in zip(*points, strict=True)]
    named = zip(("first", "second", "mean"), (*points, mean), strict=True)
    described = "; ".join(f"{name}: IoU {iou:.3f}, Dice {dice:.3f}" for name, (iou, dice) in named)
    st.echarts_chart(
        {
            "animation": False,
            "grid": {"left": 56, "right": 24, "top": 24, "bottom": 48},
            "tooltip": {"trigger": "item", "formatter": "IoU, Dice: {c}"},
            "xAxis": {
                "type": "value",
                "min": 0,
                "max": 1,
                "name": "IoU",
                "nameLocation": "middle",
                "nameGap": 28,
            },
            "yAxis": {
                "type": "value",
                "min": 0,
                "max": 1,
                "name": "Dice",
                "nameLocation": "middle",
                "nameGap": 36,
            },
            "series": [
                line("", [[0, 0], [1, 1]], QUIET, width=1, dash="dashed") | {"silent": True},
                line("", curve, ACCENT, width=2) | {"silent": True},
                line("", points, QUIET, width=1, dash="dotted") | {"silent": True},
                _named("first", points[0], "circle", "top"),
                _named("second", points[1], "circle", "top"),
                _named("mean", mean, "diamond", "bottom"),
            ],
        },
        height=320,
        alt=f"Dice rises with IoU along a curve that lies above the diagonal. {described}.",
    )


def precision_recall(points: Sequence[Sequence[float]], best: Sequence[Sequence[float]], alt: str) -> None:
    """Precision over recall: the `points` (recall, precision) after each prediction, and the area under the `best`."""

    def axis(name: str, gap: int) -> dict[str, Any]:
        return {"type": "value", "min": 0, "max": 1, "name": name, "nameLocation": "middle", "nameGap": gap}

    st.echarts_chart(
        {
            "animation": False,
            "grid": {"left": 56, "right": 24, "top": 24, "bottom": 48},
            "tooltip": {"trigger": "item", "formatter": "Recall, precision: {c}"},
            "xAxis": axis("Recall", 28),
            "yAxis": axis("Precision", 36),
            "series": [
                line("", best, ACCENT, width=2) | {"silent": True, "areaStyle": {"opacity": 0.2}},
                {"type": "scatter", "data": points, "symbolSize": 9, "color": QUIET},
            ],
        },
        height=300,
        alt=alt,
    )


def _named(name: str, point: Sequence[float], symbol: str, side: str) -> dict[str, Any]:
    """A point with its name beside it."""
    return {
        "type": "scatter",
        "data": [point],
        "symbol": symbol,
        "symbolSize": 14,
        "color": ACCENT,
        "label": {"show": True, "formatter": name, "position": side, "distance": 8, "color": QUIET},
    }
