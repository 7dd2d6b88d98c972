"""Your progress: what is done, how to take it along, how to delete it."""

import json
from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom import RecordsError
from app.ui.shell import learner
from app.ui.shell.learner import Visitor
from app.ui.shell.progress_table import progress_table
from app.ui.shell.recovery import recovery


def page(visitor: Visitor) -> None:
    """The whole page."""
    st.title("Your progress")
    if visitor.out_of_reach:
        st.markdown(
            "It cannot be shown while the records are out of reach, and is here again once they are back."
        )
        return
    progress_table(visitor)

    st.header("Take your progress to another device")
    recovery(visitor)

    st.header("Your data")
    if visitor.learner is None:
        st.markdown("Nothing about you is stored. That changes with the first answer you give.")
    else:
        _data(visitor.learner)


def _data(known: UUID) -> None:
    st.markdown(
        "Stored are your answers, their verdicts, your predictions, the hints you opened, what you typed last, earlier "
        "versions of it, the labels you shared in a room, what you reported as wrong and the lesson you were last in. "
        "There is no name and no address: a cookie in this browser is all that connects it to you."
    )
    st.download_button(
        "Download all of it as JSON",
        data=lambda: json.dumps(wiring.records().export(known), indent=2),
        file_name="pixelwise.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )
    with st.popover("Delete all of it", icon=":material/delete:"):
        st.markdown(
            "This deletes everything stored about you, here and on every device you connected. It is final."
        )
        if st.button("Delete everything about me", type="primary"):
            _delete(known)


def _delete(known: UUID) -> None:
    try:
        wiring.records().forget(known)
    except RecordsError:
        st.error("Nothing was deleted, because the records cannot be reached. Try again in a moment.")
        return
    state.forget_everything()
    st.rerun()


page(learner.current())
