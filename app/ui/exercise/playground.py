"""A learner's program run for its result, without a verdict: it is drawn, or what went wrong is said."""

import streamlit as st

from app import state, wiring
from app.ui.exercise.verdict import pointed_at
from app.ui.figures.mask_picture import MaskPicture, as_ids, grid_text, mask_pictures
from app.ui.kit.inert import inert
from app.ui.shell import learner
from app.ui.shell.learner import Visitor
from exercises._engine.playground import PlaygroundRun
from exercises._engine.types import VerdictKind

_LAST_RUN = "played"


def show_mask_of(program: str, class_names: tuple[str, ...]) -> None:
    """Run `program` in the sandbox and draw what its function `mask()` returns."""
    run = _run_of(program, learner.current())
    if run.problem is not None:
        st.warning(inert(run.problem.message), icon=None)
        if run.problem.line:
            st.code(
                pointed_at(program, run.problem.line, run.problem.column),
                language=None,
                wrap_lines=True,
            )
    else:
        ids = as_ids(run.value, class_names)
        if ids is None:
            st.code(grid_text(run.value), language="python", wrap_lines=True)
        else:
            mask_pictures([MaskPicture("mask() returned", ids, class_names)])
    if run.printed:
        st.caption("Printed:")
        st.code(run.printed, language=None, wrap_lines=True)


def _run_of(program: str, visitor: Visitor) -> PlaygroundRun:
    """What this program gives; run again only when it has changed, or when the grader was busy."""
    last = state.recall(_LAST_RUN)
    if last is None or last[0] != program or _was_busy(last[1]):
        last = program, wiring.grader().play(program, "mask", learner=visitor.name)
        state.remember(_LAST_RUN, last)
    return last[1]


def _was_busy(run: PlaygroundRun) -> bool:
    return run.problem is not None and run.problem.kind is VerdictKind.BUSY
