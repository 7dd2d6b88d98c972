"""A class once more, for next term."""

from datetime import timedelta

import streamlit as st

from app import wiring
from app.classroom import RecordsError
from app.classroom.hosting import LONGEST_NAME, Teacher
from app.ui.kit.inert import inert

_TERM = 26


def show(teacher: Teacher) -> None:
    """The form that copies the class, and the way into the copy."""
    st.subheader("Next term", anchor=False)
    with st.expander("Copy this class"), st.form("copy", border=False):
        st.markdown(
            "The copy has the same units, rules and settings, and no students. You teach it from this browser; its "
            "join code and links are its own."
        )
        name = st.text_input("What the copy is called", max_chars=LONGEST_NAME)
        weeks = st.number_input("Move all dates by so many weeks", 0, 520, _TERM, 1)
        if not st.form_submit_button("Copy the class"):
            return
    try:
        opened = wiring.hosting().assignments.copy_class(teacher, name, timedelta(weeks=weeks))
    except (RecordsError, ValueError) as error:
        st.error(inert(str(error)))
        return
    st.query_params["class"] = str(opened.classroom.id)
    st.rerun()
