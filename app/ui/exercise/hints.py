"""The hint ladder: hints open one at a time, from a nudge to nearly the answer."""

import streamlit as st

from app import state, wiring
from app.ui.exercise import grading
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell import saving
from app.ui.shell.learner import Visitor
from exercises._engine.catalogue import Exercise
from exercises._engine.variants import Variant, fill


def hint_ladder(exercise: Exercise, task: Variant | None, visitor: Visitor) -> None:
    """The hints opened so far, and a button for the next one; none opens before the learner's own first attempt."""
    name, total = f"hints:{exercise.id}", len(exercise.hints)
    recorded = visitor.progress.of(exercise.id).hints_opened
    opened = min(total, max(recorded, state.recall(name, 0)))
    for number, hint in enumerate(exercise.hints[:opened], 1):
        st.markdown(f"**Hint {number} of {total}.** {fill(hint, task.fields) if task else hint}")
    if not opened and not grading.was_tried(exercise, visitor):
        st.caption(f"{total} hints open after your first attempt.")
    elif opened < total:
        label = f"Show hint {opened + 1} of {total}"
        if st.button(label, key=f"hint-{exercise.id}", icon=":material/lightbulb:", type="tertiary"):
            number = opened + 1
            state.remember(name, number)
            saving.save(
                f"hint:{exercise.id}:{number}",
                lambda learner: wiring.records().open_hint(learner, exercise.id, number),
            )
            rerun_fragment()
