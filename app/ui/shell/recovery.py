"""The recovery code: what brings a learner's progress to another device."""

import streamlit as st

from app import state, wiring
from app.classroom import RecordsError
from app.ui.shell.learner import Visitor

_JUST_MADE = "recovery-code"


def recovery(visitor: Visitor) -> None:
    """Make a code, show it once; or type one from another device."""
    if visitor.token is None:
        st.markdown("This needs cookies, which this browser refuses for this address.")
        return
    try:
        _make(visitor)
        _type_in(visitor.token)
    except RecordsError:
        st.error("The records cannot be reached. Try again in a moment.")


def _make(visitor: Visitor) -> None:
    code = state.recall(_JUST_MADE)
    state.forget(_JUST_MADE)
    if code:
        st.markdown("This is your recovery code. Write it down: it is shown once, and nobody can look it up.")
        st.code(code, language=None, wrap_lines=True)
        st.markdown("On the other device, open this page and type it in.")
        return
    if visitor.learner is None:
        st.markdown("Once something of yours is saved, you can make a recovery code here.")
        return
    has_one = wiring.records().has_recovery_code(visitor.learner)
    st.markdown(
        "You made a recovery code earlier. It cannot be shown again; a new one replaces it."
        if has_one
        else "A recovery code brings everything on this page to another browser or device."
    )
    if st.button("Make a new recovery code" if has_one else "Make a recovery code", icon=":material/key:"):
        state.remember(_JUST_MADE, wiring.records().new_recovery_code(visitor.learner))
        st.rerun()


def _type_in(token: str) -> None:
    with st.form("recover", border=False):
        typed = st.text_input("I have a recovery code", placeholder="XXXXX-XXXXX-XXXXX-XXXXX", max_chars=60)
        if not st.form_submit_button("Bring my progress here"):
            return
    if not typed.strip():
        st.error("Type the recovery code first.")
    elif wiring.records().recover(typed, token) is None:
        st.error(
            "No progress belongs to this code. Check it character by character, or make a new one on the other device."
        )
    else:
        state.forget_everything()
        st.rerun()
