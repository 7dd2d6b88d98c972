"""The end of a lesson: what comes next."""

import streamlit as st

from app.ui.shell import frame
from lessons import COURSE


def next_lesson(slug: str) -> None:
    """Link to the next open lesson of the course, or say that this is the last one for now."""
    slugs = [lesson.slug for lesson in COURSE]
    following = [lesson for lesson in COURSE[slugs.index(slug) + 1 :] if lesson.page]
    if following:
        lesson = following[0]
        st.page_link(
            frame.view(lesson.page or ""), label=f"Next: {lesson.title}", icon=":material/arrow_forward:"
        )
    else:
        st.markdown(
            "That was the last open lesson. You can label every pixel and say how well it was done. "
            "Come back tomorrow and try the exercises from an empty function."
        )
        st.page_link(frame.view("progress"), label="See your progress", icon=":material/arrow_forward:")
