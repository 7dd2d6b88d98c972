"""Where a learner answers: one way to ask per kind of exercise."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import streamlit as st

from app import state
from app.components import code_editor as editors
from app.components import mask_painter as painters
from app.components.code_editor import ErrorMark, Origin, code_editor, locked_lines
from app.components.mask_painter import mask_painter
from app.ui.exercise import drafts, grading
from app.ui.exercise.drafts import Begun
from app.ui.exercise.grading import Submission
from app.ui.shell.learner import Visitor
from exercises._engine.catalogue import Exercise
from exercises._engine.kinds.mask import conditions
from exercises._engine.variants import Variant
from lessons.palette import styles_for

_GOLF_READOUTS = ("pixel_accuracy", "miou", "iou", "dice", "boundary_iou", "painted_cells")


def ask(
    exercise: Exercise, layer: str, seed: int, task: Variant | None, begun: Begun | None, visitor: Visitor
) -> Submission | None:
    """Show where to answer; the answer on the run in which the learner asks to have it checked."""
    if task is None:
        return _code(exercise, layer, begun, visitor)
    shown = state.recall(_answered(exercise, seed))
    if shown is None:
        shown = (begun.answer if begun and begun.seed == seed else None,)
        state.remember(_answered(exercise, seed), shown)
    return _WAYS[exercise.kind](exercise, layer, seed, task, shown[0])


def is_shown(exercise: Exercise, layer: str, seed: int) -> bool:
    """Whether this visit has seen the place to answer this variant before."""
    if exercise.kind == "code":
        return editors.is_shown(_editor(exercise, layer))
    return state.recall(_answered(exercise, seed)) is not None


def load(exercise: Exercise, layer: str, begun: Begun) -> None:
    """Put this answer where the learner answers, in the place of what is there. Call it before that is drawn."""
    if exercise.kind == "code":
        editors.push(_editor(exercise, layer), begun.answer)
        return
    grading.work_on(exercise, layer, begun.seed)
    state.remember(_answered(exercise, begun.seed), (begun.answer,))
    if exercise.kind == "mask":
        painter = _painter(exercise, begun.seed)
        if painters.is_shown(painter):
            painters.push(painter, prediction=begun.answer)
    else:
        state.remember(_field(exercise, begun.seed), begun.answer)


def _code(exercise: Exercise, layer: str, begun: Begun | None, visitor: Visitor) -> Submission | None:
    starter = exercise.layer(layer).starter.rstrip()
    outcome = grading.last(exercise, layer)
    marks = []
    if outcome and outcome.verdict.line:
        marks = [ErrorMark(outcome.verdict.line, outcome.verdict.message, outcome.verdict.column)]
    locked = locked_lines(starter)
    edited = code_editor(
        _editor(exercise, layer),
        text=begun.answer if begun else starter,
        starter=starter,
        locked=locked,
        marks=marks,
        on_draft=partial(_save_code, exercise, layer) if visitor.token else None,
        label=f"Your code: {exercise.title} (Python, with NumPy if you like)",
        origin=drafts.origin(exercise, layer),
        on_free=partial(_write_freely, exercise, layer, visitor) if locked else None,
    )
    if edited.submission is None:
        return None
    return Submission(UUID(edited.submission.id), edited.submission.text)


def _write_freely(exercise: Exercise, layer: str, visitor: Visitor, text: str) -> None:
    """Go on with this text, which the given lines did not let in: without them the editor locks nothing."""
    if visitor.token:
        drafts.begin_anew(exercise, layer, text, visitor)
    load(exercise, layer, Begun(0, text))


def _save_code(exercise: Exercise, layer: str, text: str, origin: Origin | None) -> bool:
    return drafts.save(exercise, layer, text, origin).done


def _number(exercise: Exercise, layer: str, seed: int, task: Variant, shown: str | None) -> Submission | None:
    typed = st.text_input(
        "Your answer",
        value=shown or "",
        key=_field(exercise, seed),
        max_chars=drafts.LONGEST_NUMBER,
        live="300ms",
    )
    if typed != (shown or ""):
        _save(exercise, layer, seed, typed)
    return Submission(uuid4(), typed) if _check_button(exercise) else None


def _choice(exercise: Exercise, layer: str, seed: int, task: Variant, shown: int | None) -> Submission | None:
    missed = grading.is_missed(exercise, layer)
    choice = st.radio(
        "Your answer",
        options=range(len(task.options)),
        format_func=lambda index: task.options[index][0],
        index=shown,
        key=_field(exercise, seed),
        disabled=missed,
    )
    if missed:
        return None
    if choice != shown:
        _save(exercise, layer, seed, choice)
    return Submission(uuid4(), choice) if _check_button(exercise) else None


def _mask(
    exercise: Exercise, layer: str, seed: int, task: Variant, shown: list[list[int]] | None
) -> Submission | None:
    painting = mask_painter(
        _painter(exercise, seed),
        prediction=shown or task.start or (),
        truth=task.truth,
        classes=styles_for(task.class_names),
        readouts=_GOLF_READOUTS,
        label="Your mask",
    )
    mask = [list(row) for row in painting.prediction]
    if painting.strokes and mask != shown:
        _save(exercise, layer, seed, mask)
    for condition in conditions(exercise, mask, task):
        if exercise.live:
            value = f" ({condition.value})" if condition.value else ""
            st.markdown(
                f"{':material/check:' if condition.met else ':material/close:'} {condition.text}{value}"
            )
        else:
            st.markdown(f":material/visibility_off: {condition.text}, told when you check")
    return Submission(uuid4(), mask) if _check_button(exercise) else None


def _save(exercise: Exercise, layer: str, seed: int, answer: Any) -> None:
    """Save what was answered so far."""
    state.remember(_answered(exercise, seed), (answer,))
    grading.work_on(exercise, layer, seed)
    drafts.save(exercise, layer, drafts.as_text(seed, answer))


def _answered(exercise: Exercise, seed: int) -> str:
    """Under which name the visit remembers the answer, as a tuple of one; the field itself may be closed."""
    return f"answered:{exercise.id}:{seed}"


def _field(exercise: Exercise, seed: int) -> str:
    return f"{exercise.kind}-{exercise.id}-{seed}"


def _painter(exercise: Exercise, seed: int) -> str:
    return f"{exercise.id}-{seed}"


def _editor(exercise: Exercise, layer: str) -> str:
    return f"{exercise.id}-{layer}"


def _check_button(exercise: Exercise) -> bool:
    return st.button("Check", key=f"check-{exercise.id}", type="primary")


_WAYS: dict[str, Callable[[Exercise, str, int, Variant, Any], Submission | None]] = {
    "number": _number,
    "choice": _choice,
    "mask": _mask,
}
