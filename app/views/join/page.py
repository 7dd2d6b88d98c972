"""Join a class with its code, and see the classes one is in."""

import streamlit as st

from app import wiring
from app.classroom import RecordsError
from app.classroom.hosting import LONGEST_NAME, Membership
from app.ui.kit.inert import inert
from app.ui.shell import learner
from app.ui.shell.learner import Visitor
from app.views.join import unit


def page(visitor: Visitor) -> None:
    """The whole page."""
    if unit.show(visitor):
        return
    st.title("Join a class")
    if visitor.token is None:
        st.markdown("To join a class, allow cookies for this address and reload the page.")
        return
    for each in wiring.hosting().members.of_learner(visitor.learner) if visitor.learner else ():
        _joined(visitor, each)
    _join(visitor)


def _join(visitor: Visitor) -> None:
    with st.form("join", border=False):
        code = st.text_input("Class code", value=st.query_params.get("code", ""), max_chars=20)
        name = st.text_input(
            "The name that your instructor sees",
            max_chars=LONGEST_NAME,
            help="It need not be your own: any name by which you and your instructor know you.",
        )
        if not st.form_submit_button("Join", type="primary"):
            return
    if not name.strip():
        st.error("Write a name first.")
        return
    id = learner.ensure(visitor)
    assert id is not None  # the page says so where cookies are refused
    try:
        wiring.hosting().members.join(id, code, name)
    except RecordsError as error:
        st.error(str(error))
        return
    st.rerun()


def _joined(visitor: Visitor, each: Membership) -> None:
    with st.container(border=True):
        st.markdown(f"You are in **{inert(each.class_name)}** as {inert(each.name)}.")
        if st.button("Leave this class", key=f"leave-{each.classroom}", type="tertiary") and visitor.learner:
            wiring.hosting().members.leave(visitor.learner, each.classroom)
            st.rerun()


page(learner.current())
