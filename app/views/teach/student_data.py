"""What the class stores of one student: taking it along, and deleting it."""

import json

import streamlit as st

from app import wiring
from app.classroom.hosting import Member, Role, Teacher
from app.ui.kit.inert import inert
from app.ui.kit.refused import refusals
from app.views.teach.ending import day


def show(teacher: Teacher) -> None:
    """Until when the class is kept, then one student's records."""
    classroom = wiring.hosting().classrooms.get(teacher)
    st.markdown(
        f"This class and its records are kept until {day(classroom.purge_on)}, then deleted. Of a student it stores "
        "the name they chose, their entry in the roster, what they asked and what they answered in polls. Their graded "
        "answers are their own, stay with them, and are shown to you while they are in the class."
    )
    if teacher.role is not Role.TEACHES:
        st.markdown("Whoever teaches the class can take a student's records along, or delete them.")
        return
    members = {str(each.id): each for each in wiring.hosting().members.of_class(teacher)}
    if not members:
        st.markdown("Nobody has joined yet.")
        return
    chosen = st.selectbox(
        "Student",
        list(members),
        index=None,
        format_func=lambda id: members[id].name if id in members else "",
        placeholder="Choose a student",
    )
    if chosen in members:
        _of_student(teacher, members[chosen])


def _of_student(teacher: Teacher, member: Member) -> None:
    names = st.checkbox(
        "With names",
        help="Without them the student is a number that means nothing elsewhere. What they typed is in it either way.",
    )
    st.download_button(
        "Download as JSON",
        data=lambda: json.dumps(wiring.hosting().privacy.export(teacher, member.id, names=names), indent=2),
        file_name=f"student-{str(member.id)[:8]}.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )
    with st.popover("Delete this student", icon=":material/delete:"):
        st.markdown(
            f"This deletes {inert(member.name)} from the class, with their entry in the roster, questions, answers in "
            "polls and extensions. It is final. Their graded answers stay theirs."
        )
        if st.button("Delete all that the class stores of them", type="primary"):
            _delete(teacher, member)


def _delete(teacher: Teacher, member: Member) -> None:
    with refusals():
        wiring.hosting().privacy.delete(teacher, member.id)
        st.rerun()
