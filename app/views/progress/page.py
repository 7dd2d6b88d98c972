"""Your progress: what is done, how to take it along, how to delete it."""

import json
from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom import RecordsError
from app.classroom.hosting import Membership
from app.ui.kit.inert import inert
from app.ui.shell import learner, saving
from app.ui.shell.learner import Visitor
from app.ui.shell.progress_table import progress_table
from app.ui.shell.recovery import recovery

_NAMELESS = "There is no name and no address: a cookie in this browser is all that connects it to you."


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
    classes = saving.read(lambda: wiring.hosting().members.of_learner(known), ())
    st.markdown(
        "Stored are your answers, their verdicts, your predictions, the hints you opened, what you typed last, earlier "
        "versions of it, the labels you shared in a room, what you reported as wrong and the lesson you were last in. "
        + (_in_classes(classes) if classes else _NAMELESS)
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
        also = " It takes you out of your classes too." if classes else ""
        st.markdown(
            f"This deletes everything stored about you, here and on every device you connected.{also} It is final."
        )
        if st.button("Delete everything about me", type="primary"):
            _delete(known)


def _in_classes(classes: Sequence[Membership]) -> str:
    names = " and ".join(f"in **{inert(each.class_name)}** as {inert(each.name)}" for each in classes)
    return (
        f"You are {names}. A class also stores what you asked and what you answered in polls, and may have you on its "
        "instructor's list of who is expected. Whoever teaches it sees these, your answers and their verdicts. There "
        "is no address: those names, and a cookie in this browser, are all that connects it to you."
    )


def _delete(known: UUID) -> None:
    try:
        wiring.records().forget(known)
    except RecordsError:
        st.error("Nothing was deleted, because the records cannot be reached. Try again in a moment.")
        return
    state.forget_everything()
    st.rerun()


page(learner.current())
