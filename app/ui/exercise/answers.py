"""Where a learner answers: one way to ask per kind of exercise."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import streamlit as st

from app.classroom import RecordsError
from app.components.code_editor import ErrorMark, code_editor, locked_lines
from app.components.mask_painter import mask_painter
from app.ui.exercise import grading
from app.ui.exercise.grading import Submission
from app.ui.shell.learner import Visitor
from exercises._engine.catalogue import Exercise
from exercises._engine.kinds.mask import conditions
from exercises._engine.variants import Variant
from lessons.palette import styles_for

log = logging.getLogger("pixelwise")

_GOLF_READOUTS = ("pixel_accuracy", "miou", "iou", "dice", "boundary_iou", "painted_cells")


def ask(
    exercise: Exercise, layer: str, seed: int, task: Variant | None, visitor: Visitor
) -> Submission | None:
    """Show where to answer; the answer on the run in which the learner asks to have it checked."""
    if task is None:
        return _code(exercise, layer, visitor)
    return _WAYS[exercise.kind](exercise, layer, seed, task, visitor)


def _code(exercise: Exercise, layer: str, visitor: Visitor) -> Submission | None:
    starter = exercise.layer(layer).starter.rstrip()
    outcome = grading.last(exercise, layer)
    marks = []
    if outcome and outcome.verdict.line:
        marks = [ErrorMark(outcome.verdict.line, outcome.verdict.message, outcome.verdict.column)]
    edited = code_editor(
        f"{exercise.id}-{layer}",
        text=grading.saved_text(exercise, layer, visitor) or starter,
        starter=starter,
        locked=locked_lines(starter),
        marks=marks,
        on_draft=lambda text: grading.save_text(exercise, layer, text),
        label=f"Your code: {exercise.title}",
    )
    if edited.submission is None:
        return None
    return Submission(UUID(edited.submission.id), edited.submission.text)


def _number(exercise: Exercise, layer: str, seed: int, task: Variant, visitor: Visitor) -> Submission | None:
    draft = grading.saved_answer(exercise, layer, seed, visitor) or ""
    typed = st.text_input(
        "Your answer", value=draft, key=f"number-{exercise.id}-{seed}", max_chars=40, live="300ms"
    )
    if typed != draft:
        _save(exercise, layer, seed, typed)
    return Submission(uuid4(), typed) if _check_button(exercise) else None


def _choice(exercise: Exercise, layer: str, seed: int, task: Variant, visitor: Visitor) -> Submission | None:
    draft = grading.saved_answer(exercise, layer, seed, visitor)
    choice = st.radio(
        "Your answer",
        options=range(len(task.options)),
        format_func=lambda index: task.options[index][0],
        index=draft,
        key=f"choice-{exercise.id}-{seed}",
    )
    if choice != draft:
        _save(exercise, layer, seed, choice)
    return Submission(uuid4(), choice) if _check_button(exercise) else None


def _mask(exercise: Exercise, layer: str, seed: int, task: Variant, visitor: Visitor) -> Submission | None:
    draft = grading.saved_answer(exercise, layer, seed, visitor) or task.start
    painting = mask_painter(
        f"{exercise.id}-{seed}",
        prediction=draft or (),
        truth=task.truth,
        classes=styles_for(task.class_names),
        readouts=_GOLF_READOUTS,
        label="Your mask",
    )
    mask = [list(row) for row in painting.prediction]
    if painting.strokes and mask != draft:
        _save(exercise, layer, seed, mask)
    for condition in conditions(exercise, mask, task):
        value = f" ({condition.value})" if condition.value else ""
        st.markdown(f"{':material/check:' if condition.met else ':material/close:'} {condition.text}{value}")
    return Submission(uuid4(), mask) if _check_button(exercise) else None


def _save(exercise: Exercise, layer: str, seed: int, answer: Any) -> None:
    """Save what was answered so far; the next touch tries again where that failed."""
    try:
        grading.save_answer(exercise, layer, seed, answer)
    except RecordsError:
        log.exception("a begun answer could not be saved")
        st.warning(
            "Not saved yet: the records cannot be reached. Your answer is still here; keep this page open."
        )


def _check_button(exercise: Exercise) -> bool:
    return st.button("Check", key=f"check-{exercise.id}", type="primary")


_WAYS: dict[str, Callable[[Exercise, str, int, Variant, Visitor], Submission | None]] = {
    "number": _number,
    "choice": _choice,
    "mask": _mask,
}
