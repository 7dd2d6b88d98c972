"""What a training looks like at one moment: masks, curves, and the classes with the rare ones first."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from math import isfinite, isnan
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.ui.figures.charts import ACCENT, QUIET, by_step, line, mark
from app.ui.figures.images import picture_html
from app.ui.figures.street_pictures import coloured, legend_html
from lessons.palette import styles_for
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import sample_pictures, watched
from lessons.training.lab.settings import Settings

_GAP, _WIDTH = 4, 520
_MOST_POINTS = 400


def masks_html(settings: Settings, look: Look, other: Look | None, other_title: str) -> str:
    """The four pictures, their truth and their predictions, one row each, as HTML."""
    names = settings.class_names
    rows = _pictures_and_truth_html(settings.data) + row_html(
        f"Prediction after {look.step:,} steps", look.predictions, names
    )
    if other is not None and other.predictions.shape == look.predictions.shape:
        rows += row_html(f"{other_title}, after {other.step:,} steps", other.predictions, names)
    return f'<div class="pw-pictures">{rows}</div>{legend_html(settings.class_names)}'


@lru_cache(maxsize=4)
def _pictures_and_truth_html(data: str) -> str:
    """The rows that stay the same while a run is repainted twice a second."""
    truth = row_html("Truth", sample_pictures(data).masks, Settings(data=data).class_names)
    return pictures_html(data) + truth


@lru_cache(maxsize=4)
def pictures_html(data: str, width: int = _WIDTH) -> str:
    """The pictures that are shown, side by side, as HTML."""
    tiles = side_by_side(list(sample_pictures(data).images))
    return picture_html("Pictures it never learns from", tiles, "", width)


def row_html(
    title: str, masks: NDArray[np.integer], class_names: tuple[str, ...], width: int = _WIDTH
) -> str:
    """Masks of those pictures, side by side, as HTML."""
    tiles = side_by_side([coloured(mask, class_names) for mask in masks])
    return picture_html(title, tiles, "", width)


def side_by_side(pictures: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Pictures of one size in a row, a white gap between them."""
    gap = np.full((pictures[0].shape[0], _GAP, 3), 255, np.uint8)
    parts = [part for picture in pictures for part in (picture, gap)][:-1]
    return np.concatenate(parts, axis=1)


def classes_html(settings: Settings, look: Look, other: Look | None) -> str:
    """The IoU of every class, the rarest first, as bars with numbers; beside it that of another run."""
    names, shares = settings.class_names, _shares(settings.data)
    both = [look] if other is None or len(other.per_class_iou) != len(names) else [look, other]
    body = ""
    for index in sorted(range(len(names)), key=shares.__getitem__):
        style = styles_for(names)[index]
        cells = "".join(f"<td>{_bar(each.per_class_iou[index], style.colour)}</td>" for each in both)
        swatch = f'<span class="pw-swatch" style="background: {style.colour}"></span>'
        body += (
            f'<tr><th scope="row">{swatch}{escape(names[index])}</th>'
            f"<td>{100 * shares[index]:.1f} %</td>{cells}</tr>"
        )
    heads = ("Class", "Of the pixels", "IoU", "IoU, other run")[: 2 + len(both)]
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    return (
        '<div class="pw-scroll" tabindex="0" role="region" aria-label="IoU of every class">'
        f'<table class="pw-rows pw-bars"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _bar(iou: float, colour: str) -> str:
    if isnan(iou):
        return "in no mask"
    return (
        f'<span class="pw-bar"><i style="width: {100 * iou:.1f}%; background: {colour}"></i></span>{iou:.3f}'
    )


@lru_cache(maxsize=4)
def _shares(data: str) -> tuple[float, ...]:
    names = Settings(data=data).class_names
    counts = np.bincount(watched(data).masks.ravel(), minlength=len(names))
    return tuple((counts / counts.sum()).tolist())


def curves(
    settings: Settings, looks: tuple[Look, ...], at: int, other: tuple[Look, ...], other_title: str
) -> None:
    """The loss and the mIoU by step, dashed for another run, and the IoU of every class."""
    left, right = st.columns(2)
    until = max(run[-1].step for run in (looks, other) if run) or 1
    with left:
        series = [line("loss", loss_points(looks), ACCENT)]
        if other:
            series.append(line(f"loss, {other_title}", loss_points(other), QUIET, dash="dashed"))
        _chart("Loss", series, until, None, f"The loss goes from {_first(looks)} to {looks[-1].loss:.3f}.")
    with right:
        series = [
            line(
                style.name, [[each.step, _rounded(each.per_class_iou[index])] for each in looks], style.colour
            )
            for index, style in enumerate(styles_for(settings.class_names))
        ]
        series.append(line("mIoU", [[each.step, _rounded(each.miou)] for each in looks], ACCENT, width=3))
        if other:
            points = [[each.step, _rounded(each.miou)] for each in other]
            series.append(line(f"mIoU, {other_title}", points, QUIET, dash="dashed", width=3))
        series[0]["markLine"] = mark(looks[at].step)
        described = f"The mIoU is {looks[at].miou:.3f} at step {looks[at].step}."
        _chart("IoU of every class", series, until, 1, described)


def _first(looks: tuple[Look, ...]) -> str:
    losses = [loss for look in looks for loss in look.losses]
    return f"{losses[0]:.3f}" if losses else "its start"


def loss_points(looks: tuple[Look, ...]) -> list[list[float]]:
    """The loss by step; of many steps the mean of as many neighbours as leave a few hundred points."""
    losses = [loss for look in looks for loss in look.losses]
    each = max(1, -(-len(losses) // _MOST_POINTS))
    means = [(start, float(np.mean(losses[start : start + each]))) for start in range(0, len(losses), each)]
    return [[start + each / 2, round(mean, 4)] for start, mean in means if isfinite(mean)]


def _rounded(value: float) -> float | None:
    return None if isnan(value) else round(value, 4)


def _chart(title: str, series: list[dict[str, Any]], until: int, most: float | None, described: str) -> None:
    options = by_step(title, series, until)
    options["xAxis"] |= {"name": "step", "nameLocation": "middle", "nameGap": 26}
    options["yAxis"] = {"type": "value", "min": 0, **({"max": most} if most else {})}
    options["grid"] = {"left": 48, "right": 16, "top": 36, "bottom": 44}
    st.echarts_chart(options, height=260, alt=described)
