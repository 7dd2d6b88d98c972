"""The students of a class, and the code with which others join it."""

import streamlit as st

from app import wiring
from app.classroom.hosting import Teacher, codes
from app.ui.kit.inert import inert


def show(teacher: Teacher) -> None:
    """The code, then who has joined."""
    classroom = wiring.hosting().classrooms.get(teacher)
    st.markdown(f"Students join with the code **{codes.shown(classroom.join_code)}**.")
    inside = [each for each in wiring.hosting().members.of_class(teacher) if each.removed is None]
    if not inside:
        st.markdown("Nobody has joined yet.")
        return
    st.markdown("\n".join(f"- {inert(each.name)}" for each in inside))
