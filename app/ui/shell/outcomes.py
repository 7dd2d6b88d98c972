"""The checklist of what a learner can do: an item ticks when the exercises on its lesson's path are passed."""

import streamlit as st

from app.ui.shell import menu
from app.ui.shell.learner import Visitor
from app.ui.shell.minutes import in_minutes, path_minutes
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
    done, total = visitor.passed(lesson.path), len(lesson.path)
    st.page_link(menu.view(lesson.slug), label=sentence, icon=menu.mark(visitor.has_completed(lesson)))
    st.caption(f"{lesson.title} · {in_minutes(path_minutes(lesson))} · {done} of {total} exercises passed")
