"""Teach a class: open one, and look into those that this browser teaches."""

from uuid import UUID

import streamlit as st

from app import wiring
from app.classroom.hosting import Teacher
from app.ui.kit.inert import inert
from app.ui.kit.refused import OUT_OF_REACH, refusals
from app.ui.shell import learner
from app.ui.shell.learner import Visitor
from app.views.teach import (
    answers,
    challenge,
    ending,
    grades,
    join_code,
    links,
    live,
    masks,
    open_class,
    room,
    settings,
    student_data,
    students,
    tasks,
)

TABS = {
    "join": ("Join code", join_code.show),
    "live": ("Live", live.show),
    "room": ("Room", room.show),
    "tasks": ("Assignments", tasks.show),
    "grades": ("Grades", grades.show),
    "masks": ("Masks", masks.show),
    "challenge": ("Challenge", challenge.show),
    "students": ("Students", students.show),
    "answers": ("Answers", answers.show),
    "data": ("Data", student_data.show),
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
    classroom = wiring.hosting().classrooms.get(teacher)
    st.title(inert(classroom.name))
    ending.warn(teacher, classroom)
    links.show_new(teacher.classroom)
    # Not bound to the address: `st.switch_page` refuses to leave a page with a bound widget, and what stands there
    # would be the title.
    asked, first = st.query_params.get("view"), next(iter(TABS))
    tab = st.segmented_control(
        "Part",
        list(TABS),
        format_func=lambda name: TABS[name][0],
        default=asked if asked in TABS else first,
        required=True,
        key="view",
        label_visibility="collapsed",
    )
    if tab and tab != (asked or first):  # a page that was just opened adds nothing to the browser's history
        st.query_params["view"] = tab
    TABS[tab or first][1](teacher)


page(learner.current())
