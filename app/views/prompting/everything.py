"""Everything mode: a grid of clicks, and what is left of their masks when the sliders have had their say."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.picture_probe import Picture, Said, picture_probe
from app.ui.figures.outlines import marks, outline, pale, tint
from app.ui.figures.street_pictures import ChosenPicture
from app.ui.figures.street_targets import targets
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.prompting import networks
from lessons.flavours.instances import mask_ious, nms, removed_by
from lessons.prompting.everything import (
    DEFAULT_RULES,
    Segment,
    grid,
    segment_everything,
    stability,
)
from lessons.prompting.prompts import Click

_PROBE = "prompting-everything"
_PER_SIDE = (4, 6, 8, 10, 12)
_FOUND = 0.5
_MOST_NUMBERS = 24
"""Masks beyond the first so many are tinted without a number: there is no room for more."""


@dataclass(frozen=True)
class _Filtered:
    """What is left after each filter."""

    sure: int
    stable: int
    remaining: tuple[Segment, ...]


@section
@guard.answered
def everything(words: LessonText, picture: ChosenPicture) -> None:
    """The points, the masks that stay, and how many each filter removed."""
    if not predict("prompting-everything"):
        return
    words.show("everything-touch")
    if not networks.ready():
        st.info(guard.how_to_train(networks.NAME))
    elif refusal := networks.refusal(picture):
        st.warning(refusal)
    else:
        _live(words, picture)
    words.show("everything-name")
    show_code(segment_everything, stability, mask_ious, removed_by)


def _live(words: LessonText, picture: ChosenPicture) -> None:
    first, second = st.columns(2)
    per_side = first.select_slider("Points on a side", _PER_SIDE, 6, key="prompting-points")
    overlap = second.slider("Highest IoU with a better mask", 0.0, 1.0, DEFAULT_RULES.most_overlap, 0.05)
    sure = first.slider("Lowest predicted IoU", 0.0, 1.0, DEFAULT_RULES.least_iou, 0.05)
    stable = second.slider("Lowest stability", 0.0, 1.0, DEFAULT_RULES.least_stability, 0.05)
    everywhere = networks.everywhere(picture, per_side)
    filtered = filter_segments(everywhere.value.segments, sure, stable, overlap)
    height, width = picture.pixels.shape[:2]
    texts, which = _pixel_texts(filtered.remaining, height, width)
    picture_probe(
        _PROBE,
        [
            Picture("The clicks", _with_points(picture.pixels, grid(height, width, per_side))),
            _masks_picture(picture.pixels, filtered.remaining),
        ],
        start=(height // 2, width // 2),
        said=Said(texts, which),
        label="Pixel whose mask is read",
    )
    every = targets(picture)
    words.show_filled(
        "everything-live",
        *(["everything-truth-live"] if every else []),
        points=per_side**2,
        given=f"{everywhere.value.candidates:,}",
        seconds=f"{everywhere.milliseconds / 1000:.1f}",
        sure=f"{filtered.sure:,}",
        stable=f"{filtered.stable:,}",
        kept=len(filtered.remaining),
        targets=len(every),
        found=count_found(filtered.remaining, np.array([each.mask for each in every])) if every else 0,
    )


def filter_segments(segments: tuple[Segment, ...], sure: float, stable: float, overlap: float) -> _Filtered:
    """The masks of which enough is expected, which are stable, and which no better one says already."""
    expected = [each for each in segments if each.predicted_iou >= sure]
    steady = [
        each
        for each in expected
        if each.stability >= stable and each.mask.sum() >= DEFAULT_RULES.least_pixels
    ]
    if not steady:
        return _Filtered(len(expected), 0, ())
    masks = [each.mask for each in steady]
    places = nms(mask_ious(masks, masks), [each.predicted_iou for each in steady], overlap)
    return _Filtered(len(expected), len(steady), tuple(steady[place] for place in places))


def count_found(segments: tuple[Segment, ...], truth: NDArray[np.bool_]) -> int:
    """How many of the true masks (n, height, width) have a mask with an IoU of at least one half."""
    return int((mask_ious(truth, [each.mask for each in segments]) >= _FOUND).any(axis=1).sum())


def _pixel_texts(
    segments: tuple[Segment, ...], height: int, width: int
) -> tuple[list[tuple[str, str]], NDArray[np.uint16]]:
    """For each pixel the mask on top, which is the smallest there."""
    which = np.zeros((height, width), np.uint16)
    texts = [("", "No mask here")]
    for number, each in sorted(enumerate(segments, 1), key=lambda pair: -int(pair[1].mask.sum())):
        which[each.mask] = len(texts)
        texts.append(
            (
                "",
                f"Mask {number}: {each.mask.sum():,} pixels\npredicted IoU {each.predicted_iou:.2f}, "
                f"stability {each.stability:.2f}",
            )
        )
    return texts, which


def _masks_picture(pixels: NDArray[np.uint8], segments: tuple[Segment, ...]) -> Picture:
    """The masks over the picture in grey, small ones on top, each outlined and the best ones numbered."""
    colours = pale(pixels)
    for number, each in sorted(enumerate(segments, 1), key=lambda pair: -int(pair[1].mask.sum())):
        colours[each.mask] = 0.35 * colours[each.mask] + 0.65 * tint(number)
    texts = marks((each.mask, str(number)) for number, each in enumerate(segments[:_MOST_NUMBERS], 1))
    paths = "".join(outline(each.mask) for each in segments)
    return Picture("The masks that stay, best first", colours.astype(np.uint8), outline=paths, marks=texts)


def _with_points(pixels: NDArray[np.uint8], clicks: tuple[Click, ...]) -> NDArray[np.uint8]:
    """The picture with a white pixel at each click, dark around it."""
    marked = pixels.copy()
    for click in clicks:
        rows, columns = (slice(max(0, at - 1), at + 2) for at in (click.row, click.column))
        marked[rows, columns] = 0
    for click in clicks:
        marked[click.row, click.column] = 255
    return marked
