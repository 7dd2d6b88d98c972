"""Opening a class, and the list of those that this browser may see into."""

import streamlit as st

from app import wiring
from app.classroom import RecordsError
from app.classroom.hosting import LONGEST_NAME, Role
from app.ui.kit.inert import inert


def show(token: str) -> None:
    """The classes, and the form that opens another."""
    st.title("Teach a class")
    for each, role in wiring.hosting().classrooms.taught_by(token):
        looks = " (you may look)" if role is Role.LOOKS else ""
        st.markdown(f"- [{inert(each.name)}](teach?class={each.id}){looks}")
    with st.form("open", border=False):
        name = st.text_input("What the class is called", max_chars=LONGEST_NAME)
        if not st.form_submit_button("Open a class", type="primary"):
            return
    if not name.strip():
        st.error("Write what the class is called first.")
        return
    try:
        opened = wiring.hosting().classrooms.open(token, name)
    except RecordsError as error:
        st.error(str(error))
        return
    st.query_params["class"] = str(opened.classroom.id)
    st.rerun()
