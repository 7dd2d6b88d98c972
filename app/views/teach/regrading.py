"""Grading stored answers again, tried out before anything counts."""

from datetime import UTC, datetime

import streamlit as st

from app import state, wiring
from app.classroom.hosting import Gradebook, Role, Teacher, times
from app.ui.exercise.class_rules import reader_zone
from app.ui.exercise.regrading import Trial, try_out
from app.ui.kit.inert import inert
from app.ui.shell import units
from app.views.teach.items import tried

_TRIAL = "regrade-trial"
_MOST_SHOWN = 100


@st.fragment
def show(teacher: Teacher, book: Gradebook) -> None:
    """Choose an exercise, see what would change, and have it count."""
    st.subheader("Grade again", anchor=False)
    with st.expander("Grade stored answers again"):
        st.markdown(
            "After an exercise was corrected, its stored answers can be graded as it is now. First you see what would "
            "change. Attempts are never deleted or changed: the new outcome counts in this class."
        )
        for each in wiring.hosting().regrades.of_class(teacher):
            moment = times.spoken(each.created, reader_zone(), datetime.now(UTC))
            title = units.title_of(each.exercise)
            st.caption(f"Graded again {moment}: {title}, {each.answers} answers, {each.changed} changed.")
        exercise = st.selectbox(
            "Exercise",
            [exercise for exercise, _ in book.exercises],
            format_func=units.title_of,
            key="regrade-which",
        )
        if st.button("Try it out") and exercise:
            _try(teacher, exercise)
        trial: Trial | None = state.recall(_TRIAL)
        if trial and trial.exercise == exercise:
            _told(teacher, trial)


def _try(teacher: Teacher, exercise: str) -> None:
    answers = wiring.hosting().regrades.answers(teacher, exercise)
    bar = st.progress(0.0, "Grading")
    count = max(1, len(answers))
    trial = try_out(
        exercise, answers, lambda done: bar.progress(done / count, f"{done} of {len(answers)} graded")
    )
    bar.empty()
    state.remember(_TRIAL, trial)


def _told(teacher: Teacher, trial: Trial) -> None:
    st.markdown(f"{trial.graded} answers were graded, and {len(trial.differences)} come out otherwise.")
    if trial.older:
        st.caption(f"{trial.older} answers were to an earlier version of the exercise, and count as before.")
    if trial.busy:
        st.caption(
            f"{trial.busy} answers found the grader busy, and count as before. Try it out again for these."
        )
    for each in trial.differences[:_MOST_SHOWN]:
        now = "passes now" if each.outcome.passed else "fails now"
        st.markdown(f"- {inert(each.answer.name)}: {now}. {inert(each.message)}")
    rest = len(trial.differences) - _MOST_SHOWN
    if rest > 0:
        st.markdown(f"- and {rest} more")
    if teacher.role is not Role.TEACHES or not trial.differences:
        return
    if st.button("Have this count", type="primary") and tried(lambda: _record(teacher, trial)):
        state.forget(_TRIAL)
        st.rerun()


def _record(teacher: Teacher, trial: Trial) -> None:
    changed = [each.outcome for each in trial.differences]
    wiring.hosting().regrades.record(teacher, trial.exercise, trial.content_hash, trial.graded, changed)
