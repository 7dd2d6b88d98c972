"""When a class and its records are deleted, said in time, and keeping it longer."""

from datetime import UTC, datetime

import streamlit as st

from app import wiring
from app.classroom.hosting import KEPT, Classroom, Role, Teacher, ends_soon
from app.ui.kit.refused import refusals


def warn(teacher: Teacher, classroom: Classroom) -> None:
    """Say when the class is deleted if that is soon; who teaches it may keep it another year."""
    if not ends_soon(classroom):
        return
    with st.container(border=True, key="ends-soon"):
        st.markdown(
            f":material/schedule: **This class and its records are deleted on {day(classroom.purge_on)}.** What its "
            "students learned stays with them."
        )
        if teacher.role is Role.TEACHES and st.button("Keep it another year"):
            _keep(teacher)


def _keep(teacher: Teacher) -> None:
    with refusals():
        wiring.hosting().classrooms.change(teacher, purge_on=datetime.now(UTC) + KEPT)
        st.rerun()


def day(moment: datetime) -> str:
    """A day as people write it, in UTC."""
    return f"{moment.day} {moment:%B %Y}"
