"""How far a visitor is, exercise by exercise."""

import streamlit as st

from app.ui.figures.tables import table
from app.ui.shell import menu
from app.ui.shell.learner import Visitor
from exercises._engine.catalogue import catalogue
from lessons import COURSE


def progress_table(visitor: Visitor) -> None:
    """Points, then a table per lesson."""
    if not visitor.progress.exercises:
        st.markdown("Nothing yet. Every exercise you check appears here, with the points it earned.")
        return
    st.markdown(f"You have **{visitor.progress.points} points**.")
    for lesson in COURSE:
        st.subheader(lesson.title)
        table(
            ("Exercise", "State", "Attempts", "Points"),
            [_row(exercise, visitor) for exercise in lesson.exercises],
        )
        st.page_link(menu.view(lesson.slug), label=f"Open {lesson.title}")


def _row(exercise_id: str, visitor: Visitor) -> tuple[str, str, str, str]:
    exercise, done = catalogue()[exercise_id], visitor.progress.of(exercise_id)
    reached = (
        "passed, unaided"
        if done.unaided
        else "passed"
        if done.passed
        else "tried"
        if done.attempts
        else "open"
    )
    return exercise.title, reached, str(done.attempts), str(done.points)
