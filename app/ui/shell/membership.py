"""The line that says in which class a learner is."""

import streamlit as st

from app import wiring
from app.classroom import RecordsError
from app.ui.kit.inert import inert
from app.ui.shell.learner import Visitor


def in_class(visitor: Visitor) -> None:
    """One quiet line with the class joined last; nothing for who is in none, or while nobody can tell."""
    if visitor.learner is None:
        return
    try:
        classes = wiring.hosting().members.of_learner(visitor.learner)
    except RecordsError:
        return
    for latest in classes[:1]:
        others = f" and {len(classes) - 1} more" if len(classes) > 1 else ""
        st.caption(
            f"You are in the class *{inert(latest.class_name)}*{others}, as {inert(latest.name)}. "
            "[Change your name, or leave](join)"
        )
