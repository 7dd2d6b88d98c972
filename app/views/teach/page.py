"""Teach a class: open one, and look into those that this browser teaches."""

from uuid import UUID

import streamlit as st

from app import wiring
from app.classroom.hosting import Teacher
from app.ui.kit.inert import inert
from app.ui.shell import learner
from app.views.teach import live, open_class, students

TABS = {"students": ("Students", students.show), "live": ("Live", live.show)}
"""The parts of a class's page, by what stands in its address: what each is called, and what shows it."""


def page(token: str | None) -> None:
    """The whole page."""
    if token is None:
        st.title("Teach a class")
        st.markdown("To teach a class, allow cookies for this address and reload the page.")
        return
    teacher = _asked_for(token)
    if teacher is None:
        open_class.show(token)
        return
    _of_class(teacher)


def _asked_for(token: str) -> Teacher | None:
    """The class in the address, if this browser may see it."""
    try:
        asked = UUID(st.query_params.get("class", ""))
    except ValueError:
        return None
    return wiring.hosting().classrooms.teacher(token, asked)


def _of_class(teacher: Teacher) -> None:
    st.title(inert(wiring.hosting().classrooms.get(teacher).name))
    tab = st.segmented_control(
        "Part",
        list(TABS),
        format_func=lambda name: TABS[name][0],
        default=next(iter(TABS)),
        required=True,
        key="view",
        bind="query-params",
        label_visibility="collapsed",
    )
    TABS[tab or next(iter(TABS))][1](teacher)


page(learner.current().token)
