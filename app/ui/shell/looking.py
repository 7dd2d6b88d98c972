"""The line above every page for an instructor who looks at the pages as a student of their class."""

import streamlit as st

from app import wiring
from app.classroom import RecordsError
from app.ui.kit.inert import inert
from app.ui.shell import menu
from app.ui.shell.learner import Visitor


def banner(visitor: Visitor) -> None:
    """Say that this visit looks as a student, and offer the way back; nothing for everybody else."""
    teacher = visitor.looks_at
    if teacher is None:
        return
    try:
        name = wiring.hosting().classrooms.get(teacher).name
    except RecordsError:
        return
    with st.container(key="looks-as-student"):
        st.info(
            f"You see the pages as a new student of **{inert(name)}** does. Nothing is recorded.",
            icon=":material/visibility:",
        )
        st.page_link(
            menu.view("teach"),
            label="Back to your class",
            query_params={"class": str(teacher.classroom), "view": "tasks"},
            icon=":material/arrow_back:",
        )
