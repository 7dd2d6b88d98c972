"""Join a class with its code, see the classes one is in, and come back to one from another browser."""

from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom.hosting import LONGEST_NAME, Browser, Membership, pseudonyms
from app.ui.kit.inert import inert
from app.ui.kit.refused import OUT_OF_REACH, refusals
from app.ui.shell import learner, menu
from app.ui.shell.learner import Visitor
from app.ui.shell.recovery import recovery
from app.views.join import challenge, unit


def page(visitor: Visitor) -> None:
    """The whole page; a unit or a challenge of a class where the address names one."""
    if unit.show(visitor):
        return
    if visitor.learner and (asked := st.query_params.get("challenge")):
        challenge.show(visitor.learner, asked)
        return
    st.title("Join a class")
    if visitor.out_of_reach:
        st.markdown(OUT_OF_REACH)
        return
    if visitor.token is None:
        st.markdown("To join a class, allow cookies for this address and reload the page.")
        return
    with refusals():
        known = visitor.learner
        joined = wiring.hosting().members.of_learner(known) if known else ()
        for each in joined:
            assert known is not None  # whoever is in a class is known
            _joined(known, each)
        if joined:
            st.page_link(menu.view("home"), label="Go to the lessons", icon=":material/arrow_forward:")
            st.header("Join another class")
        _join(visitor, visitor.token)
    st.header("From another browser")
    st.markdown(
        "You are in a class already, and this browser does not know you? Make a recovery code in the browser that "
        "does, and type it in here. Or ask your instructor for a code that lets you back in."
    )
    recovery(visitor)


def _join(visitor: Visitor, token: str) -> None:
    suggestion = pseudonyms.suggest(int(state.session_id(), 16))
    with st.form("join", border=False):
        code = st.text_input("Class code", value=st.query_params.get("code", ""), max_chars=20)
        name = st.text_input(
            "The name that your instructor sees",
            value=suggestion,
            max_chars=LONGEST_NAME,
            help="It need not be your own: any name by which you and your instructor know you.",
        )
        student_id = st.text_input(
            "Your student id, if your instructor asks for it",
            max_chars=80,
            help="Your instructor has a list of ids, and sees which of them is yours. Nobody else does.",
        )
        st.caption(
            "Your instructor sees the name, and your work in the lessons. They can let another browser act for you, if "
            "you lose yours. You can leave at any time."
        )
        if not st.form_submit_button("Join", type="primary"):
            return
    if not name.strip():
        st.error("Write a name first.")
        return
    browser = Browser(token, state.address(), visitor.learner)
    wiring.hosting().joining.join(browser, lambda: _known(visitor), code, name, student_id)
    st.query_params.pop("code", None)
    st.rerun()


def _known(visitor: Visitor) -> UUID:
    id = learner.ensure(visitor)
    assert id is not None  # the page says so where cookies are refused
    return id


def _joined(known: UUID, each: Membership) -> None:
    with st.container(border=True, key=f"joined-{each.classroom}"):
        st.markdown(f"You are in **{inert(each.class_name)}** as **{inert(each.name)}**.")
        challenge.links(known, each.classroom)
        with st.container(horizontal=True):
            with st.popover("Change your name", icon=":material/edit:"), st.form(f"name-{each.classroom}"):
                name = st.text_input(
                    "The name that your instructor sees", value=each.name, max_chars=LONGEST_NAME
                )
                if st.form_submit_button("Change it") and name.strip():
                    wiring.hosting().members.rename(known, each.classroom, name)
                    st.rerun()
            with st.popover("Leave this class", icon=":material/logout:"):
                st.markdown(
                    "Your instructor then sees nothing of you any more. What you did in the lessons stays yours."
                )
                if st.button("Leave", key=f"leave-{each.classroom}", type="primary"):
                    wiring.hosting().members.leave(known, each.classroom)
                    st.rerun()


page(learner.current())
