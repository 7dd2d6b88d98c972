"""A learner's program run for its result, without a verdict: it is drawn, or what went wrong is said."""

import streamlit as st

from app import state, wiring
from app.ui.exercise.verdict import pointed_at
from app.ui.figures.mask_picture import MaskPicture, as_ids, grid_text, mask_pictures
from app.ui.kit.inert import inert
from app.ui.shell import learner
from app.ui.shell.learner import Visitor
from exercises._engine.playground import Played
from exercises._engine.types import VerdictKind

_LAST_PLAYED = "played"


def show_mask_of(program: str, class_names: tuple[str, ...]) -> None:
    """Run `program` in the sandbox and draw what its function `mask()` returns."""
    played = _played(program, learner.current())
    if played.problem is not None:
        st.warning(inert(played.problem.message), icon=None)
        if played.problem.line:
            st.code(
                pointed_at(program, played.problem.line, played.problem.column),
                language=None,
                wrap_lines=True,
            )
    else:
        ids = as_ids(played.value, class_names)
        if ids is None:
            st.code(grid_text(played.value), language="python", wrap_lines=True)
        else:
            mask_pictures([MaskPicture("mask() returned", ids, class_names)])
    if played.printed:
        st.caption("Printed:")
        st.code(played.printed, language=None, wrap_lines=True)


def _played(program: str, visitor: Visitor) -> Played:
    """What this program gives; run again only when it has changed, or when the grader was busy."""
    last = state.recall(_LAST_PLAYED)
    if last is None or last[0] != program or _was_busy(last[1]):
        last = program, wiring.grader().play(program, "mask", learner=visitor.name)
        state.remember(_LAST_PLAYED, last)
    return last[1]


def _was_busy(played: Played) -> bool:
    return played.problem is not None and played.problem.kind is VerdictKind.BUSY
