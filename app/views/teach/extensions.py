"""More time or attempts for one student."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import streamlit as st

from app import wiring
from app.classroom.hosting import Extension, Member, Teacher, times
from app.ui.exercise.class_rules import reader_zone
from app.ui.kit.inert import inert
from app.ui.kit.rerun import rerun_fragment
from app.views.teach import items
from app.views.teach.rules import moment_input


@st.fragment
def show(teacher: Teacher) -> None:
    """Those given, and the form that gives another."""
    hosting = wiring.hosting()
    exercises = items.exercises(hosting.assignments.units(teacher))
    students = [each for each in hosting.members.of_class(teacher) if each.removed is None]
    st.subheader("Extensions", anchor=False)
    if not exercises or not students:
        st.markdown("Here you give one student more time or attempts, once there are students and exercises.")
        return
    for each in hosting.assignments.extensions(teacher):
        _given(teacher, each, exercises[each.item])
    with st.expander("Give one student more time or attempts"):
        _give(teacher, students, exercises)


def _given(teacher: Teacher, given: Extension, title: str) -> None:
    parts = []
    if given.due:
        parts.append(f"due {times.spoken(given.due, reader_zone(), datetime.now(UTC))}")
    if given.attempts is not None:
        parts.append(f"{given.attempts} attempts in all")
    with st.container(horizontal=True):
        st.markdown(f"{inert(given.name)}: {title}, {', '.join(parts)}", width="content")
        back = st.button("Take back", key=f"take-{given.item}-{given.member}", type="tertiary")
    if back and items.tried(
        lambda: wiring.hosting().assignments.extend(teacher, given.item, given.member, None, None)
    ):
        rerun_fragment()


def _give(teacher: Teacher, students: Sequence[Member], exercises: Mapping[UUID, str]) -> None:
    with st.form("extend", border=False, clear_on_submit=True):
        student = st.selectbox("Student", students, format_func=lambda each: each.name, index=None)
        chosen = st.multiselect("Exercises", list(exercises), format_func=exercises.__getitem__)
        due = moment_input("Due", None, "extend-due")
        attempts = st.number_input("Attempts in all (may be empty)", 1, 1000, None, 1)
        if not st.form_submit_button("Give it"):
            return
    if student is None or not chosen or (due is None and attempts is None):
        st.error("Choose a student and at least one exercise, and give a date or a number of attempts.")
        return

    def give() -> None:
        for each in chosen:
            wiring.hosting().assignments.extend(teacher, each, student.id, due, attempts)

    if items.tried(give):
        rerun_fragment()
