"""The checklist of what a learner can do: an item ticks when its lesson's exercises are passed."""

import streamlit as st

from app.ui.shell import frame
from app.ui.shell.learner import Visitor
from lessons import COURSE, Lesson


def checklist(visitor: Visitor) -> None:
    """One item per lesson: what it lets you do, how long it takes, how far this visitor is."""
    with st.container(key="outcomes", gap=None):
        for group in dict.fromkeys(lesson.group for lesson in COURSE):
            st.subheader(group)
            for lesson in COURSE:
                if lesson.group == group:
                    _item(lesson, visitor)


def _item(lesson: Lesson, visitor: Visitor) -> None:
    sentence = lesson.outcome[0].upper() + lesson.outcome[1:]
    if lesson.page is None:
        st.markdown(f":gray[:material/schedule: &nbsp;{sentence}]")
        st.caption(f"{lesson.title} · not open yet")
        return
    complete = frame.is_complete(lesson, visitor)
    done, total = frame.passed(lesson, visitor), len(lesson.exercises)
    st.page_link(frame.view(lesson.page), label=sentence, icon=frame.mark(complete))
    st.caption(f"{lesson.title} · {lesson.minutes} minutes · {done} of {total} exercises passed")
