"""A learner's program run for its result, without a verdict: it is drawn, or what went wrong is said."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from app import state, wiring
from app.ui.exercise import python_ready
from app.ui.exercise.verdict import pointed_at
from app.ui.figures.mask_picture import MaskPicture, as_ids, grid_text, mask_pictures
from app.ui.kit.inert import inert
from app.ui.shell import learner
from app.ui.shell.learner import Visitor
from exercises._engine.playground import PlaygroundRun
from exercises._engine.types import VerdictKind

_LAST_RUN = "played"
_LOOK_AGAIN = 1.0  # seconds, while Python is being prepared


def show_mask_of(program: str, class_names: tuple[str, ...]) -> None:
    """Run `program` in the sandbox and draw what its function `mask()` returns."""
    show_result_of(program, "mask", partial(_draw_mask, class_names))


def show_result_of(program: str, function: str, draw: Callable[[Any], bool]) -> None:
    """Run `program` in the sandbox and `draw` what this function of it returns; as Python writes it if that says no.

    Where Python is still being prepared a sentence stands here until it runs. The page goes on meanwhile: what is below
    and what the learner does elsewhere need not wait, as they would for a run that waits.
    """
    every = _LOOK_AGAIN if wiring.grader().is_preparing else None
    st.fragment(_show, run_every=every)(program, function, draw, every is not None)


def _show(program: str, function: str, draw: Callable[[Any], bool], waited: bool) -> None:
    if wiring.grader().is_preparing:
        st.caption(f":material/hourglass_empty: {python_ready.WORDS}")
        return
    if waited:
        st.rerun()  # the page no longer looks again
    run = _run_of(program, function, learner.current())
    if run.problem is not None:
        st.warning(inert(run.problem.message), icon=None)
        if run.problem.line:
            st.code(
                pointed_at(program, run.problem.line, run.problem.column),
                language=None,
                wrap_lines=True,
            )
    elif not draw(run.value):
        st.code(grid_text(run.value), language="python", wrap_lines=True)
    if run.printed:
        st.caption("Printed:")
        st.code(run.printed, language=None, wrap_lines=True)


def _draw_mask(class_names: tuple[str, ...], value: Any) -> bool:
    ids = as_ids(value, class_names)
    if ids is not None:
        mask_pictures([MaskPicture("mask() returned", ids, class_names)])
    return ids is not None


def _run_of(program: str, function: str, visitor: Visitor) -> PlaygroundRun:
    """What this program gives; run again only when it has changed, or when the grader was busy."""
    name = f"{_LAST_RUN}-{function}"
    last = state.recall(name)
    if last is None or last[0] != program or _was_busy(last[1]):
        last = program, wiring.grader().play(program, function, learner=visitor.name)
        state.remember(name, last)
    return last[1]


def _was_busy(run: PlaygroundRun) -> bool:
    return run.problem is not None and run.problem.kind is VerdictKind.BUSY
