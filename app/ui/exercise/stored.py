"""Answers from the records, for an instructor: one as it stood on the learner's page, and samples without a name."""

import ast
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import streamlit as st

from app.classroom import StoredAttempt
from app.ui.exercise import drafts
from app.ui.exercise.task import show_task
from app.ui.exercise.verdict import show_verdict
from app.ui.figures.mask_picture import MaskPicture, as_ids, differing_cells, mask_pictures
from app.ui.kit.inert import inert
from exercises._engine.catalogue import catalogue
from exercises._engine.variants import Variant
from lessons.syntax import tree_of


@cache
def titles() -> Mapping[str, str]:
    """What each exercise is called, by its id."""
    return MappingProxyType({id: exercise.title for id, exercise in catalogue().items()})


def show_stored(stored: StoredAttempt) -> None:
    """Draw one attempt at an exercise that there is: the task, the answer and the verdict. Nothing can be changed."""
    attempt = stored.attempt
    exercise = catalogue()[attempt.exercise]
    if attempt.content_hash != exercise.content_hash:
        st.caption("The exercise was changed since: the task is shown as it is today.")
    asked = exercise.task_of(attempt.layer)
    task = None if exercise.kind == "code" else drafts.task_of(exercise.id, attempt.variant_seed)
    show_task(asked, task)
    st.markdown("**The answer**")
    show_answer(attempt.submission, task)
    show_verdict(asked, attempt.verdict, str(attempt.submission), "")


def show_answer(answer: Any, task: Variant | None) -> None:
    """Draw an answer to this task; a `code` exercise has none."""
    if task is None:
        st.code(str(answer), language="python", line_numbers=True, wrap_lines=True)
    elif task.options:
        for index, (option, _) in enumerate(task.options):
            chosen = index == answer
            st.markdown(
                f"{':material/radio_button_checked:' if chosen else ':material/radio_button_unchecked:'} {option}"
            )
    elif (mask := as_ids(answer, task.class_names)) is not None:
        _masks(mask, task)
    else:
        st.markdown(inert(str(answer)) or "Nothing was typed.")


def _masks(mask: list[list[int]], task: Variant) -> None:
    pictures = [MaskPicture("The painted mask", mask, task.class_names)]
    truth = task.truth
    if truth is not None:
        same_shape = [len(row) for row in mask] == [len(row) for row in truth]
        differing = differing_cells(mask, truth) if same_shape else ()
        pictures = [
            MaskPicture("The painted mask", mask, task.class_names, differing),
            MaskPicture("The truth", truth, task.class_names),
        ]
    mask_pictures(
        pictures, caption="Outlined cells differ." if truth is not None and pictures[0].outlined else ""
    )


def show_sample(exercise_id: str, answer: Any) -> None:
    """Draw an answer that others are to see, without what may say whose it is."""
    if catalogue()[exercise_id].kind != "code":
        st.markdown(f"Answered: {inert(str(answer))}")
        return
    code = without_remarks(str(answer))
    if code:
        st.code(code, language="python", wrap_lines=True)


def without_remarks(source: str) -> str:
    """The code without comments and without texts that stand alone; "" for what is no Python."""
    try:
        tree = tree_of(source)
        for node in ast.walk(tree):
            body = getattr(node, "body", None)
            if isinstance(body, list):
                kept = [each for each in body if not _is_remark(each)]
                node.body = kept or [ast.Pass()]  # type: ignore[attr-defined]
        return ast.unparse(ast.fix_missing_locations(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def _is_remark(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
