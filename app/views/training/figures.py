"""What a training looks like at one moment: masks, curves, and the classes with the rare ones first."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from math import isfinite, isnan

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.ui.figures.charts import ACCENT, QUIET, by_step, line, mark
from app.ui.figures.images import picture_html
from app.ui.figures.street_pictures import coloured
from lessons.palette import styles_for
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import sample_pictures, watched
from lessons.training.lab.settings import Settings

_GAP, _WIDTH = 4, 520
_BLANK = 200  # a grey that is no class's
_MOST_POINTS = 400
_CHART = 236  # CSS pixels, as high as the bars of eight classes beside it


def masks_html(settings: Settings, look: Look, other: Look | None, other_title: str) -> str:
    """The four pictures, their truth, their predictions, and a place for those of another run, as HTML."""
    names, masks = settings.class_names, look.predictions
    rows = _pictures_and_truth_html(settings.data) + row_html(
        f"Prediction after {in_steps(look.step)}", masks, names
    )
    if other is not None and other.predictions.shape == masks.shape:
        rows += row_html(f"{other_title}, after {in_steps(other.step)}", other.predictions, names)
    else:
        nothing = side_by_side([np.full((*mask.shape, 3), _BLANK, np.uint8) for mask in masks])
        title = "Nothing beside it" if other is None else f"{other_title} learns from other pictures"
        rows += picture_html(title, nothing, "", _WIDTH)
    return f'<div class="pw-pictures">{rows}</div>'


def in_steps(count: int) -> str:
    """So many steps in words."""
    return f"{count:,} step{'' if count == 1 else 's'}"


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
    both = [look, other if other is not None and len(other.per_class_iou) == len(names) else None]
    body = ""
    for index in sorted(range(len(names)), key=shares.__getitem__):
        style = styles_for(names)[index]
        cells = "".join(f"<td>{_bar(each, index, style.colour)}</td>" for each in both)
        swatch = f'<span class="pw-swatch" style="background: {style.colour}"></span>'
        body += (
            f'<tr><th scope="row">{swatch}{escape(names[index])}</th>'
            f"<td>{100 * shares[index]:.1f} %</td>{cells}</tr>"
        )
    head = "".join(f'<th scope="col">{each}</th>' for each in ("Class", "Pixels", "IoU", "Beside it"))
    return (
        '<div class="pw-scroll" tabindex="0" role="region" aria-label="IoU of every class">'
        f'<table class="pw-rows pw-bars"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _bar(look: Look | None, index: int, colour: str) -> str:
    if look is None:
        return "–"
    iou = look.per_class_iou[index]
    if isnan(iou):
        return "in no mask"
    return (
        f'<span class="pw-bar"><i style="width: {100 * iou:.1f}%; background: {colour}"></i></span>{iou:.2f}'
    )


@lru_cache(maxsize=4)
def _shares(data: str) -> tuple[float, ...]:
    names = Settings(data=data).class_names
    counts = np.bincount(watched(data).masks.ravel(), minlength=len(names))
    return tuple((counts / counts.sum()).tolist())


def curves(
    settings: Settings, looks: tuple[Look, ...], at: int, other: tuple[Look, ...], other_title: str
) -> None:
    """The loss by step on the left axis, the IoU of every class and their mean on the right, dotted for another run."""
    until = max(run[-1].step for run in (looks, other) if run) or 1
    classes = [
        line(
            style.name,
            [[each.step, _rounded(each.per_class_iou[index])] for each in looks],
            style.colour,
            width=1,
            rim=True,
        )
        for index, style in enumerate(styles_for(settings.class_names))
    ]
    mean = line("mIoU", [[each.step, _rounded(each.miou)] for each in looks], ACCENT, width=3)
    series = [*classes, mean | {"markLine": mark(looks[at].step)}]
    if len(other) > 1:
        points = [[each.step, _rounded(each.miou)] for each in other]
        series.append(line(f"mIoU, {other_title}", points, ACCENT, dash="dotted", width=2))
    for each in series:
        each["yAxisIndex"] = 1
    named = [each["name"] for each in series[len(classes) :]]
    series.append(line("loss", loss_points(looks), QUIET, dash="dashed"))
    axis = {"type": "value", "min": 0, "axisLabel": {"hideOverlap": True}}
    right = axis | {"name": "IoU", "max": 1, "splitLine": {"show": False}}
    described = (
        f"At step {looks[at].step:,} the mIoU is {looks[at].miou:.3f}. The loss goes from {_first(looks)} to "
        f"{looks[-1].loss:.3f}."
    )
    options = by_step("", series, until) | {
        "legend": {"bottom": 0, "data": ["loss", *named], "itemWidth": 18},
        "grid": {"left": 8, "right": 8, "top": 28, "bottom": 28, "containLabel": True},
        "yAxis": [axis | {"name": "loss"}, right],
    }
    st.echarts_chart(options, height=_CHART, alt=described)


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
