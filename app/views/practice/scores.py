"""What each network of the arena scores and costs: a table to be sorted, and a chart of quality against cost."""

from collections.abc import Callable, Mapping
from math import isnan, nan
from typing import Any, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.ui.figures.tables import table
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText
from lessons.practice.arena import ArenaScore, Cost, Standing
from lessons.scenes import CLASS_NAMES

# White is readable on it, and it is seen on the light and on the dark page.
_ACCENT = "#6A5CD0"


class ArenaRow(NamedTuple):
    """One network in the arena."""

    standing: Standing
    cost: Cost
    verdict: ArenaScore | None

    @property
    def name(self) -> str:
        """Its permanent name."""
        return self.standing.model.name

    @property
    def title(self) -> str:
        """What learners read."""
        return self.standing.model.title

    @property
    def miou(self) -> float:
        """On this picture; NaN without a truth."""
        return self.verdict.miou if self.verdict else nan

    @property
    def ious(self) -> tuple[float, ...]:
        """Of every class: on this picture, or held out where it has no truth."""
        return self.verdict.per_class_iou if self.verdict else self.standing.per_class_iou


LARGE_FIRST: dict[str, Callable[[ArenaRow], float]] = {
    "mIoU, this picture": lambda row: row.miou,
    "Boundary mIoU, this picture": lambda row: row.verdict.boundary_miou if row.verdict else nan,
    "mIoU, held out": lambda row: row.standing.miou,
    "Boundary IoU, held out": lambda row: row.standing.boundary_iou,
}
SMALL_FIRST: dict[str, Callable[[ArenaRow], float]] = {
    "Parameters": lambda row: row.standing.parameters,
    "Multiply–adds, millions": lambda row: row.cost.multiply_adds / 1e6,
    "ms": lambda row: row.cost.milliseconds,
}


def sorted_table(rows: list[ArenaRow], scored: bool) -> list[ArenaRow]:
    """The scores and costs of every network in the order the learner wants; behind a line its IoU of every class."""
    scores = {name: of for name, of in LARGE_FIRST.items() if scored or "this" not in name}
    columns = scores | SMALL_FIRST
    classes = {f"IoU of {name}": (lambda row, at=at: row.ious[at]) for at, name in enumerate(CLASS_NAMES)}
    by = st.selectbox("Sort by", [*columns, *classes], index=0, key=f"practice-arena-sort-{scored}")
    key = (columns | classes)[by]
    rows = sorted(rows, key=lambda row: _last_if_nan(key(row), by in SMALL_FIRST))
    _table("Network", rows, columns | {by: key}, by)
    if disclosed("practice-arena-classes", "The IoU of every class", icon=":material/table:"):
        where = "this picture" if scored else "held out"
        by_name = {name.removeprefix("IoU of "): of for name, of in classes.items()}
        _table(f"IoU, {where}", rows, by_name, by.removeprefix("IoU of "))
    return rows


def _table(
    title: str, rows: list[ArenaRow], columns: Mapping[str, Callable[[ArenaRow], float]], by: str
) -> None:
    body = [
        (f"{place}.\N{NO-BREAK SPACE}{row.title}", *(_number(name, of(row)) for name, of in columns.items()))
        for place, row in enumerate(rows, 1)
    ]
    table((title, *(_heading(name, name == by) for name in columns)), body, close=True)


def _heading(name: str, sorted_by: bool) -> str:
    return f"{name}\N{NO-BREAK SPACE}{'↑' if name in SMALL_FIRST else '↓'}" if sorted_by else name


def _last_if_nan(value: float, small_first: bool) -> tuple[bool, float]:
    return (True, 0.0) if isnan(value) else (False, value if small_first else -value)


def _number(column: str, value: float) -> str:
    if column == "Parameters":
        return f"{value:,}"
    if isnan(value):
        return "–"
    return f"{value:,.1f}" if column in SMALL_FIRST else f"{value:.3f}"


def chart(words: LessonText, rows: list[ArenaRow]) -> DeltaGenerator:
    """Quality against cost, a point with the number of its row for each network; returns the place beside it."""
    drawn, beside = st.columns([3, 2])
    with beside:
        across = st.segmented_control(
            "Cost",
            list(SMALL_FIRST),
            default="ms",
            required=True,
            key="practice-arena-cost",
            persist_state="session",
        )
        st.caption(words.line("arena-chart"))
    across, scored = across or "ms", rows[0].verdict is not None
    up = "mIoU, this picture" if scored else "mIoU, held out"
    points = [
        {
            "name": row.title,
            "value": [round(SMALL_FIRST[across](row), 3), round(LARGE_FIRST[up](row), 4)],
            "label": {"formatter": str(place)},
        }
        for place, row in enumerate(rows, 1)
    ]
    lowest = min(point["value"][1] for point in points)
    axis: dict[str, Any] = {"type": "value", "nameLocation": "middle"}
    drawn.echarts_chart(
        {
            "animation": False,
            "grid": {"left": 36, "right": 24, "top": 16, "bottom": 36},
            "tooltip": {"trigger": "item", "formatter": "{b}: {c}"},
            "xAxis": axis | {"name": across, "nameGap": 30, "min": 0},
            "yAxis": axis | {"name": up, "nameGap": 40, "min": max(0, round(lowest - 0.1, 1)), "max": 1},
            "series": [
                {
                    "type": "scatter",
                    "data": points,
                    "symbolSize": 22,
                    "color": _ACCENT,
                    "itemStyle": {"borderColor": "#FFFFFF", "borderWidth": 1, "opacity": 1},
                    "label": {"show": True, "position": "inside", "color": "#FFFFFF", "fontWeight": "bold"},
                }
            ],
        },
        height=260,
        alt=f"{up} against {across}: "
        + "; ".join(f"{each['name']} {each['value'][1]:.3f} at {each['value'][0]:,}" for each in points),
    )
    return beside
