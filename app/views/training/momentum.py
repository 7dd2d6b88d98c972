"""What momentum does: two paths down the same valley."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.ui.figures.charts import ACCENT, QUIET, line
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.training.momentum import STEEP, descend, gradient, valley

_STEPS, _LEVELS = 40, (2, 8, 20, 40, 70)
_ACROSS, _ALONG = 3.2, 12.5
_MOMENTA, _RATES = (0.5, 0.8, 0.9, 0.98), (0.01, 0.03, 0.07, 0.09)


@section
def what_momentum_does(words: LessonText) -> None:
    """Choose how much of the last step is kept and how large steps are; see both paths and where they end."""
    words.show("momentum")
    left, right = st.columns(2)
    momentum = left.segmented_control(
        "Momentum: how much of the last step is kept",
        _MOMENTA,
        default=0.8,
        required=True,
        key="momentum-kept",
    )
    rate = right.segmented_control("Learning rate", _RATES, default=0.03, required=True, key="momentum-rate")
    plain, moved = (descend(rate or 0.03, each or 0.0, _STEPS) for each in (0.0, momentum))
    ends = [valley(path[-1]) for path in (plain, moved)]
    _chart(plain, moved, ends)
    st.caption(
        f"Both begin at a loss of {valley(plain[0]):.0f}. After {_STEPS} steps it is {_loss(ends[0])} without momentum "
        f"and {_loss(ends[1])} with it. The lowest point is the middle."
    )
    words.show("momentum-name")
    show_code(descend, gradient)


def _chart(plain: NDArray[np.float64], moved: NDArray[np.float64], ends: list[float]) -> None:
    angles = np.linspace(0, 2 * np.pi, 73)
    ellipse = np.stack([np.cos(angles), np.sin(angles) / np.sqrt(STEEP)], axis=1)
    contours = [
        line("", (np.sqrt(2 * level) * ellipse).round(3).tolist(), QUIET, width=1) | {"silent": True}
        for level in _LEVELS
    ]
    paths = [
        line("without momentum", _inside(plain), "#C46A00", width=2, dash="dashed") | {"symbol": "rect"},
        line("with momentum", _inside(moved), ACCENT, width=2) | {"symbol": "circle"},
    ]
    paths = [each | {"showSymbol": True, "symbolSize": 6} for each in paths]
    axis = {"type": "value", "splitLine": {"show": False}, "nameLocation": "middle"}
    st.echarts_chart(
        {
            "animation": False,
            "legend": {"bottom": 0, "data": [each["name"] for each in paths]},
            "grid": {"left": 40, "right": 16, "top": 12, "bottom": 64},
            "tooltip": {"trigger": "item", "formatter": "{a}<br>weights: {c}"},
            "xAxis": axis
            | {"min": -_ALONG, "max": _ALONG, "name": "weight 1, along the valley", "nameGap": 24},
            "yAxis": axis | {"min": -_ACROSS, "max": _ACROSS, "name": "weight 2", "nameGap": 24},
            "series": [*contours, *paths],
        },
        height=340,
        alt=f"Two paths over ellipses of equal loss. Without momentum the loss ends at {_loss(ends[0])}, with it at "
        f"{_loss(ends[1])}.",
    )


def _inside(path: NDArray[np.float64]) -> list[list[float]]:
    """The path as far as it stays in the picture: steps that are too large soon leave it."""
    outside = np.flatnonzero((np.abs(path) > (_ALONG, _ACROSS)).any(axis=1))
    return path[: outside[0] if len(outside) else None].round(3).tolist()


def _loss(value: float) -> str:
    return f"{value:.2f}" if value < 1000 else "beyond all bounds"
