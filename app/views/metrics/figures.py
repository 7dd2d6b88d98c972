"""The live figures of the metrics page. Each is a fragment: painting reruns only its own part."""

from functools import cache

import streamlit as st

from app.components.mask_painter import mask_painter
from app.ui.figures.charts import dice_curve
from app.ui.figures.mask_picture import MaskPicture, differing_cells, pictures_html
from app.ui.figures.tables import scores_html, table_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.metrics import averages, boundary, confusion, examples, overlap
from lessons.palette import styles_for

_CAR, _PERSON = 1, 2
_EDGES = {"One corner lost": examples.LOST_CORNER, "Frayed edge": examples.FRAYED}


@section
def overlap_and_curve(words: LessonText) -> None:
    """One pair of paintable masks, its counts in words, and its point on the Dice curve."""
    if not predict("metrics-overlap"):
        return
    words.show("overlap-touch")
    painting = mask_painter(
        "metrics-overlap-masks",
        prediction=examples.PREDICTION,
        truth=examples.TRUTH,
        classes=styles_for(("background", "car")),
        paint_truth=True,
        readouts=("pixel_accuracy", "iou", "dice"),
    )
    masks = painting.prediction, painting.truth or examples.TRUTH
    iou = overlap.iou(*masks, _CAR)
    if overlap.union(*masks, _CAR):
        words.show_filled(
            "overlap-name",
            "overlap-count",
            intersection=overlap.intersection(*masks, _CAR),
            union=overlap.union(*masks, _CAR),
            predicted=sum(row.count(_CAR) for row in masks[0]),
            actual=sum(row.count(_CAR) for row in masks[1]),
            iou=f"{iou:.3f}",
            dice=f"{overlap.dice(*masks, _CAR):.3f}",
        )
    else:
        words.show("overlap-name", "overlap-none")
    words.show("curve", "curve-touch")
    dice_curve(iou)
    words.show("curve-name")
    show_code(overlap.intersection, overlap.union, overlap.iou, overlap.dice, overlap.dice_from_iou)


@section
def trap(words: LessonText) -> None:
    """A prediction that misses every pedestrian at an accuracy above 0.92."""
    if not predict("metrics-trap"):
        return
    words.show("trap-touch")
    painting = mask_painter(
        "metrics-trap-masks",
        prediction=examples.TRAP_PREDICTION,
        truth=examples.TRAP_TRUTH,
        classes=styles_for(examples.TRAP_CLASSES),
        readouts=("pixel_accuracy", "iou", "miou"),
    )
    masks = painting.prediction, examples.TRAP_TRUTH
    words.show_filled(
        "trap-live",
        "trap-name",
        accuracy=f"{confusion.pixel_accuracy(*masks):.3f}",
        person=f"{overlap.iou(*masks, _PERSON):.3f}",
        miou=f"{overlap.mean_iou(*masks, len(examples.TRAP_CLASSES)):.3f}",
    )
    show_code(confusion.pixel_accuracy, overlap.mean_iou)


@section
def many_scores(words: LessonText) -> None:
    """Two pictures under every kind of average; the first can be painted."""
    if not predict("metrics-scores"):
        return
    words.show("scores-touch")
    painting = mask_painter(
        "metrics-scores-masks",
        prediction=examples.SCORES_PREDICTION,
        truth=examples.SCORES_TRUTH,
        classes=styles_for(examples.SCORES_CLASSES),
        readouts=("pixel_accuracy", "miou", "boundary_iou"),
        label="First picture: prediction",
    )
    second = examples.SECOND_PREDICTION, examples.SECOND_TRUTH
    names = examples.SCORES_CLASSES
    pictures = pictures_html(
        [
            MaskPicture("Second picture: prediction", second[0], names, differing_cells(*second)),
            MaskPicture("Second picture: truth", second[1], names),
        ],
        caption=words.line("scores-second"),
    )
    pairs = (painting.prediction, examples.SCORES_TRUTH), second
    st.html(pictures + scores_html(averages.many_scores(pairs, len(names))))
    words.show("scores-name")
    show_code(averages.many_scores)


@section
def two_edges(words: LessonText) -> None:
    """Two predictions of one square with the same Dice and different boundary IoU."""
    st.html(_edges_html())
    words.show("boundary-name")
    show_code(boundary.boundary_iou, boundary.boundary_band)


@cache
def _edges_html() -> str:
    names = ("background", "car")
    pictures = [MaskPicture("Truth", examples.SQUARE, names)]
    pictures += [
        MaskPicture(title, mask, names, differing_cells(mask, examples.SQUARE))
        for title, mask in _EDGES.items()
    ]
    measures = overlap.dice, overlap.iou, boundary.boundary_iou
    rows = [
        (title, *(f"{measure(mask, examples.SQUARE, _CAR):.3f}" for measure in measures))
        for title, mask in _EDGES.items()
    ]
    caption = "The outlined cells are the nine that each prediction misses."
    return pictures_html(pictures, caption) + table_html(("Prediction", "Dice", "IoU", "Boundary IoU"), rows)
