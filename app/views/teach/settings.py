"""The settings of a class: its name, who may join, when a student counts as stuck, its links, and its end."""

import streamlit as st

from app import wiring
from app.classroom.hosting import LONGEST_NAME, Classroom, Role, Teacher
from app.ui.kit.inert import inert
from app.ui.kit.refused import refusals
from app.views.teach import links


def show(teacher: Teacher) -> None:
    """All settings; what stands there, for who may only look."""
    classroom = wiring.hosting().classrooms.get(teacher)
    may = teacher.role is Role.TEACHES
    if not may:
        st.caption("Your link lets you look only: whoever teaches the class changes these.")
    _choices(teacher, classroom, may)
    if may:
        _renewals(teacher)
        _end(teacher, classroom)


def _choices(teacher: Teacher, classroom: Classroom, may: bool) -> None:
    with st.form("settings", border=False):
        name = st.text_input(
            "What the class is called", classroom.name, max_chars=LONGEST_NAME, disabled=not may
        )
        join_open = st.toggle("New students can join", classroom.join_open, disabled=not may)
        roster_only = st.toggle(
            "Only students whose id is on the roster can join",
            classroom.roster_only,
            disabled=not may,
            help="They type their id with the code. The roster is in Students; nobody but you sees it.",
        )
        st.markdown("A student counts as stuck")
        failures = st.number_input(
            "after so many wrong answers to one exercise", 1, 50, classroom.stuck_failures, disabled=not may
        )
        minutes = st.number_input(
            "or after so many minutes at one without progress",
            1,
            240,
            classroom.stuck_minutes,
            disabled=not may,
        )
        saved = st.form_submit_button("Save", type="primary", disabled=not may)
    if not saved:
        return
    if not name.strip():
        st.error("A class has a name of at least one character.")
        return
    with refusals():
        wiring.hosting().classrooms.change(
            teacher,
            name=name,
            join_open=join_open,
            roster_only=roster_only,
            stuck_failures=int(failures),
            stuck_minutes=int(minutes),
        )
        st.toast("Saved.", icon=":material/check:")
        st.rerun()


def _renewals(teacher: Teacher) -> None:
    st.subheader("New links, and a new code")
    st.markdown(
        "A new link ends the one before, and every browser but yours that came in by it. A new join code ends the one "
        "before; whoever has joined stays."
    )
    with st.container(horizontal=True):
        for label, role in (
            ("New link for instructors", Role.TEACHES),
            ("New link for co-instructors", Role.LOOKS),
        ):
            if st.button(label, icon=":material/key:"):
                with refusals():
                    secret = wiring.hosting().classrooms.renew_link(teacher, role)
                    links.note(teacher.classroom, {role: secret})
                    st.rerun()
        if st.button("New join code", icon=":material/autorenew:"):
            with refusals():
                wiring.hosting().classrooms.renew_join_code(teacher)
                st.toast("There is a new join code.", icon=":material/check:")


def _end(teacher: Teacher, classroom: Classroom) -> None:
    st.subheader("Delete the class")
    with st.popover("Delete the class", icon=":material/delete:"):
        st.markdown(
            f"This deletes **{inert(classroom.name)}** for you and all its students: roster, tasks and grades. "
            "What the students did in the lessons stays theirs. It is final."
        )
        typed = st.text_input("Type the name of the class to confirm")
        if not st.button("Delete it for good", type="primary"):
            return
        if " ".join(typed.split()) != classroom.name:
            st.error("This is not the name of the class. Type it as it stands above.")
            return
        with refusals():
            wiring.hosting().classrooms.delete(teacher)
            del st.query_params["class"]
            st.rerun()
