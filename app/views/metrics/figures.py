"""The live figures of the metrics page. Each is a fragment: painting reruns only its own part.

What answers a section's question is a function of its own, drawn after the question.
"""

import inspect
from functools import cache
from typing import Any

import streamlit as st

from app.components.code_editor import code_editor
from app.components.mask_painter import mask_painter
from app.ui.exercise.playground import show_result_of
from app.ui.figures.charts import dice_curve
from app.ui.figures.mask_picture import MaskPicture, as_ids, differing_cells, mask_pictures, pictures_html
from app.ui.figures.tables import scores_html, table, table_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.metrics import averages, boundary, confusion, examples, overlap, worked_example
from lessons.palette import styles_for

_CAR, _PERSON = 1, 2
_CAR_NAMES = "background", "car"
_EDGES = {"One corner lost": examples.LOST_CORNER, "Frayed edge": examples.FRAYED}


@section
def two_masks(words: LessonText) -> None:
    """Two masks to count, a question about them, and then their numbers."""
    pair = examples.PREDICTION, examples.TRUTH
    mask_pictures(
        [
            MaskPicture("Prediction", pair[0], _CAR_NAMES, differing_cells(*pair)),
            MaskPicture("Truth", pair[1], _CAR_NAMES),
        ],
        words.line("overlap-count-first"),
    )
    if predict("metrics-overlap"):
        two_masks_scored(words)


def two_masks_scored(words: LessonText) -> None:
    """The answer: the same pair to paint, with its three numbers, and its counts in words."""
    words.show("overlap-touch")
    painting = mask_painter(
        "metrics-overlap-masks",
        prediction=examples.PREDICTION,
        truth=examples.TRUTH,
        classes=styles_for(_CAR_NAMES),
        paint_truth=True,
        readouts=("pixel_accuracy", "iou", "dice"),
    )
    masks = painting.prediction, painting.truth or examples.TRUTH
    if overlap.union(*masks, _CAR):
        words.show_filled(
            "overlap-name",
            "overlap-count",
            intersection=overlap.intersection(*masks, _CAR),
            union=overlap.union(*masks, _CAR),
            predicted=sum(row.count(_CAR) for row in masks[0]),
            actual=sum(row.count(_CAR) for row in masks[1]),
            iou=f"{overlap.iou(*masks, _CAR):.3f}",
            dice=f"{overlap.dice(*masks, _CAR):.3f}",
        )
    else:
        words.show("overlap-name", "overlap-none")
    show_code(overlap.intersection, overlap.union, overlap.iou, overlap.dice)


@section
def worked_example_to_run(words: LessonText) -> None:
    """IoU and Dice of the pair in an editor; Run executes it in the sandbox and draws what comes out."""
    words.show("worked", "worked-touch")
    program = inspect.getsource(worked_example)
    edited = code_editor(
        "metrics-worked-example", text=program, starter=program, label="IoU and Dice, worked", action="Run"
    )
    show_result_of(edited.text, "scores", _draw_scores)


def _draw_scores(value: Any) -> bool:
    """Draw `[prediction, truth, IoU, Dice]`; False where it is something else."""
    if not isinstance(value, list) or len(value) != 4:
        return False
    masks = [as_ids(mask, _CAR_NAMES) for mask in value[:2]]
    one, other = masks
    numbers = [each for each in value[2:] if isinstance(each, int | float) and not isinstance(each, bool)]
    if one is None or other is None or list(map(len, one)) != list(map(len, other)) or len(numbers) < 2:
        return False
    mask_pictures(
        [
            MaskPicture("prediction", one, _CAR_NAMES, differing_cells(one, other)),
            MaskPicture("truth", other, _CAR_NAMES),
        ]
    )
    table(("Score", "Value"), [("IoU", f"{numbers[0]:.3f}"), ("Dice", f"{numbers[1]:.3f}")])
    return True


@section
def dice_and_iou(words: LessonText) -> None:
    """The IoUs of two pictures on the Dice curve, and what becomes of their means."""
    words.show("curve", "curve-touch")
    left, right = st.columns(2)
    first = left.slider("IoU in the first picture", 0.0, 1.0, 0.75, 0.01, key="metrics-first")
    second = right.slider("IoU in the second picture", 0.0, 1.0, 0.25, 0.01, key="metrics-second")
    dice_curve(first, second)
    mean_iou = (first + second) / 2
    mean_dice = (overlap.dice_from_iou(first) + overlap.dice_from_iou(second)) / 2
    words.show_filled(
        "curve-live",
        "curve-name",
        iou=f"{first:.2f}",
        dice=f"{overlap.dice_from_iou(first):.3f}",
        mean_iou=f"{mean_iou:.3f}",
        mean_dice=f"{mean_dice:.3f}",
        from_mean=f"{overlap.dice_from_iou(mean_iou):.3f}",
    )
    show_code(overlap.dice_from_iou)


@section
def trap(words: LessonText) -> None:
    """Asked, and then a prediction to paint in which every pedestrian is missed."""
    if predict("metrics-trap"):
        trap_to_paint(words)


def trap_to_paint(words: LessonText) -> None:
    """The answer: a prediction that misses every pedestrian, with its accuracy, IoU and mIoU."""
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
    """Asked, and then two pictures under every kind of average."""
    if predict("metrics-scores"):
        many_scores_of_two_pictures(words)


def many_scores_of_two_pictures(words: LessonText) -> None:
    """The answer: two pictures, of which the first can be painted, under every kind of average."""
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
    words.show("boundary", "boundary-touch")
    st.html(_edges_html())
    words.show("boundary-name")
    show_code(boundary.boundary_iou, boundary.boundary_band)


@cache
def _edges_html() -> str:
    pictures = [MaskPicture("Truth", examples.SQUARE, _CAR_NAMES)]
    pictures += [
        MaskPicture(title, mask, _CAR_NAMES, differing_cells(mask, examples.SQUARE))
        for title, mask in _EDGES.items()
    ]
    measures = overlap.dice, overlap.iou, boundary.boundary_iou
    rows = [
        (title, *(f"{measure(mask, examples.SQUARE, _CAR):.3f}" for measure in measures))
        for title, mask in _EDGES.items()
    ]
    caption = "The outlined cells are the nine that each prediction misses."
    return pictures_html(pictures, caption) + table_html(("Prediction", "Dice", "IoU", "Boundary IoU"), rows)
