"""Charts, drawn by ECharts."""

from math import isnan

import streamlit as st

from lessons.metrics import dice_from_iou

# Readable on the light and on the dark page.
_ACCENT, _QUIET = "#7669DD", "#85838D"


def dice_curve(iou: float) -> None:
    """Dice as a function of IoU, with the learner's own pair of masks as a point on it."""
    curve = [[step / 50, dice_from_iou(step / 50)] for step in range(51)]
    point = [] if isnan(iou) else [[round(iou, 3), round(dice_from_iou(iou), 3)]]
    described = f" Your masks: IoU {iou:.3f}, Dice {dice_from_iou(iou):.3f}." if point else ""
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
                {
                    "type": "line",
                    "data": [[0, 0], [1, 1]],
                    "showSymbol": False,
                    "silent": True,
                    "color": _QUIET,
                    "lineStyle": {"type": "dashed", "width": 1},
                },
                {
                    "type": "line",
                    "data": curve,
                    "showSymbol": False,
                    "silent": True,
                    "color": _ACCENT,
                    "lineStyle": {"width": 2},
                },
                {
                    "type": "scatter",
                    "data": point,
                    "symbolSize": 16,
                    "color": _ACCENT,
                    "label": {"show": True, "formatter": "your masks", "position": "left", "distance": 10},
                },
            ],
        },
        height=320,
        alt=f"Dice rises with IoU along a curve that lies above the diagonal.{described}",
    )
