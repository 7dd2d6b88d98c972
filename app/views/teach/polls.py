"""A question to everybody: one of the course's choice exercises, with bars that grow as the class answers."""

import secrets
from functools import cache
from html import escape

import streamlit as st

from app import state, wiring
from app.classroom.hosting import Outcome, Role, Teacher
from app.components.class_signal import class_signal
from app.ui.exercise import drafts
from app.ui.kit.refused import refusals
from app.ui.kit.rerun import rerun_fragment
from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.variants import Variant, fill
from lessons import COURSE

_CHOSEN = "poll-exercise"


@st.fragment
def show(teacher: Teacher) -> None:
    """The poll that was opened last with its bars, and what to ask next."""
    st.header("Ask everybody")
    class_signal("poll", teacher.classroom, ["poll", "votes"])
    with refusals():
        _poll(teacher)


def _poll(teacher: Teacher) -> None:
    outcome = wiring.hosting().polls.newest(teacher)
    if outcome is not None:
        _bars(outcome)
    if teacher.role is Role.LOOKS:
        if outcome is None:
            st.markdown("Nothing was asked yet.")
        return
    if outcome is not None and outcome.poll.closed is None:
        st.caption("Students see how it came out once it is closed.")
        if st.button("Close the question and show the answer", type="primary"):
            wiring.hosting().polls.close(teacher)
            rerun_fragment()
        return
    _next(teacher)


def _bars(outcome: Outcome) -> None:
    total = sum(outcome.counts)
    rows = []
    for index, (option, count) in enumerate(zip(outcome.poll.options, outcome.counts, strict=True)):
        closed = outcome.poll.closed is not None
        sign = " (right)" if closed and index == outcome.poll.right_option else ""
        share = 100 * count / total if total else 0
        rows.append(
            f'<tr><td>{escape(option)}{sign}</td><td class="pw-number">{count}</td>'
            f'<td><progress value="{share:.0f}" max="100" aria-label="{share:.0f} %"></progress></td></tr>'
        )
    st.markdown(outcome.poll.question)
    st.html(f'<table class="pw-rows pw-bars"><tbody>{"".join(rows)}</tbody></table>')
    st.caption(f"{total} answer{'' if total == 1 else 's'}.")


def _next(teacher: Teacher) -> None:
    exercises = _that_can_be_asked()
    chosen = st.selectbox(
        "Question", list(exercises), format_func=lambda id: exercises[id].title, key=_CHOSEN
    )
    task, seed = _drawn(chosen)
    question = fill(exercises[chosen].prompt, task.fields)
    with st.container(border=True):
        st.markdown(question)
        st.markdown("\n".join(f"- {text}" for text, _ in task.options))
    if st.button("Ask everybody now", type="primary"):
        options = [text for text, _ in task.options]
        right = int(task.answer or 0)
        wiring.hosting().polls.open(teacher, chosen, seed, question, options, right)
        rerun_fragment()


@cache
def _that_can_be_asked() -> dict[str, Exercise]:
    """The choice exercises whose tasks are words alone, in the order of the course: a bar at a page's foot is small."""
    ids = [id for lesson in COURSE for id in lesson.exercises]
    found = {id: catalogue()[id] for id in ids if catalogue()[id].kind == "choice"}
    return {id: each for id, each in found.items() if not _has_figures(drafts.task_of(id, 0))}


def _has_figures(task: Variant) -> bool:
    return bool(task.pictures or task.charts)


def _drawn(exercise_id: str) -> tuple[Variant, int]:
    """The task that is shown, the same until another exercise is chosen or it was asked."""
    name = f"poll-seed-{exercise_id}"
    seed = state.recall(name)
    if seed is None:
        seed = secrets.randbelow(2**31)
        state.remember(name, seed)
    return drafts.task_of(exercise_id, seed), seed
