"""Teach a class: open one, and look into those that this browser teaches."""

from uuid import UUID

import streamlit as st

from app import wiring
from app.classroom.hosting import Teacher
from app.ui.kit.inert import inert
from app.ui.kit.refused import OUT_OF_REACH, refusals
from app.ui.shell import learner
from app.ui.shell.learner import Visitor
from app.views.teach import join_code, links, open_class, settings, students

TABS = {
    "join": ("Join code", join_code.show),
    "students": ("Students", students.show),
    "settings": ("Settings", settings.show),
}
"""The parts of a class's page, by what stands in its address: what each is called, and what shows it."""


def page(visitor: Visitor) -> None:
    """The whole page."""
    if visitor.out_of_reach or visitor.token is None:
        st.title("Teach a class")
        cookies = "To teach a class, allow cookies for this address and reload the page."
        st.markdown(OUT_OF_REACH if visitor.out_of_reach else cookies)
        return
    with refusals():
        teacher = _asked_for(visitor.token)
        if teacher is None:
            open_class.show(visitor.token)
        else:
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
    links.show_new(teacher.classroom)
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


page(learner.current())
