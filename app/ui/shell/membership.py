"""The line that says in which class a learner is."""

import streamlit as st

from app.ui.kit.inert import inert
from app.ui.shell.learner import Visitor


def in_class(visitor: Visitor) -> None:
    """One quiet line with the class joined last; nothing for who is in none, or while nobody can tell."""
    for latest in visitor.classes[:1]:
        others = f" and {len(visitor.classes) - 1} more" if len(visitor.classes) > 1 else ""
        st.caption(
            f"You are in the class *{inert(latest.class_name)}*{others}, as {inert(latest.name)}. "
            "[Change your name, or leave](join)"
        )
