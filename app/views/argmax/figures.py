"""The live figures of the argmax page. Each is a fragment: touching it reruns only its own part."""

import inspect

import streamlit as st

from app.components.code_editor import code_editor
from app.components.mask_painter import mask_painter
from app.components.score_grid import score_grid
from app.ui.exercise.playground import show_mask_of
from app.ui.figures.mask_picture import grid_text
from app.ui.figures.numbers import number
from app.ui.figures.three_ways import street_three_ways
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.argmax import example_scores, worked_example
from lessons.argmax.image_level import image_class, mean_scores
from lessons.argmax.pixelwise_argmax import argmax, class_map, softmax
from lessons.argmax.three_ways import share_of_others, three_ways
from lessons.palette import styles_for

_NAMES = example_scores.CLASS_NAMES


def street_and_scan() -> None:
    """One street three ways, and the function that made them."""
    street_three_ways()
    show_code(three_ways, share_of_others)


@section
def levels(words: LessonText) -> None:
    """The same scores read at every pixel, and averaged over the picture."""
    if not predict("argmax-levels"):
        return
    words.show("levels-touch")
    scores = score_grid(
        "argmax-levels-scores",
        logits=example_scores.street_scores(),
        classes=styles_for(_NAMES),
        probabilities=False,
    )
    mask = [label for row in class_map(scores.logits, _NAMES) for label in row]
    counts = ", ".join(f"{mask.count(name)} {name}" for name in _NAMES)
    means = ", ".join(
        f"{name} {number(mean, 2)}" for name, mean in zip(_NAMES, mean_scores(scores.logits), strict=True)
    )
    words.show_filled(
        "levels-live",
        "levels-name",
        image=image_class(scores.logits, _NAMES),
        means=means,
        pixels=len(mask),
        counts=counts,
    )
    show_code(mean_scores, image_class, class_map)


@section
def painted_list(words: LessonText) -> None:
    """A mask to paint, and the list of lists it is."""
    if not predict("argmax-mask"):
        return
    words.show("mask-touch")
    left, right = st.columns([3, 2])
    with left:
        painting = mask_painter(
            "argmax-mask",
            prediction=example_scores.PAINTED,
            classes=styles_for(_NAMES),
            readouts=(),
            label="A mask",
        )
    with right:
        st.code(
            "mask = " + grid_text([list(row) for row in painting.prediction]),
            language="python",
            wrap_lines=True,
        )
        st.caption(words.line("mask-counting"))
    words.show("mask-name")


@section
def worked_example_to_run(words: LessonText) -> None:
    """The worked example in an editor; Run executes it in the sandbox and draws what comes out."""
    if not predict("argmax-winner"):
        return
    words.show("argmax-touch")
    program = inspect.getsource(worked_example)
    edited = code_editor(
        "worked-example", text=program, starter=program, label="The worked example", action="Run"
    )
    show_mask_of(edited.text, _NAMES)
    words.show("argmax-name")


@section
def softmax_and_ties(words: LessonText) -> None:
    """Scores of four pixels, their softmax, and what happens at a tie."""
    if not predict("argmax-softmax"):
        return
    words.show("softmax-touch")
    scores = score_grid("argmax-softmax-scores", logits=example_scores.UNDECIDED, classes=styles_for(_NAMES))
    row, column = scores.selected
    pixel = scores.logits[row][column]
    shares = ", ".join(f"{name} {share:.3f}" for name, share in zip(_NAMES, softmax(pixel), strict=True))
    tied = [name for name, score in zip(_NAMES, pixel, strict=True) if score == max(pixel)]
    words.show_filled(
        "softmax-live",
        "softmax-name",
        place=f"row {row + 1}, column {column + 1}",
        shares=shares,
        winner=_NAMES[argmax(pixel)],
        tie=f" It shares the largest score with {' and '.join(tied[1:])}, and comes first."
        if tied[1:]
        else "",
    )
    show_code(argmax, softmax)
