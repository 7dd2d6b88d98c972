"""Opening a class, and the list of those that this browser may see into."""

import streamlit as st

from app import wiring
from app.classroom.hosting import LONGEST_NAME, Role
from app.ui.kit.inert import inert
from app.ui.kit.refused import refusals
from app.views.teach import links


def show(token: str) -> None:
    """The classes, and the form that opens another."""
    st.title("Teach a class")
    taught = wiring.hosting().classrooms.taught_by(token)
    if not taught:
        st.markdown(
            "Open a class, and students join it with a code or by a QR code on the projector. It takes no account: "
            "this browser teaches the class, and a link that you keep opens it in others."
        )
    for each, role in taught:
        looks = " (you may look)" if role is Role.LOOKS else ""
        st.markdown(f"- [{inert(each.name)}](teach?class={each.id}){looks}")
    with st.form("open", border=False):
        name = st.text_input("What the class is called", max_chars=LONGEST_NAME)
        if not st.form_submit_button("Open a class", type="primary"):
            return
    if not name.strip():
        st.error("Write what the class is called first.")
        return
    with refusals():
        opened = wiring.hosting().classrooms.open(token, name)
        secrets = {Role.TEACHES: opened.teaching_secret, Role.LOOKS: opened.looking_secret}
        links.note(opened.classroom.id, secrets)
        st.query_params["class"] = str(opened.classroom.id)
        st.rerun()
