"""The end of a lesson: what comes next."""

import streamlit as st

from app.ui.shell import menu
from lessons import COURSE


def next_lesson(slug: str) -> None:
    """Link to the next lesson of the course, or say that this is the last one."""
    slugs = [lesson.slug for lesson in COURSE]
    following = COURSE[slugs.index(slug) + 1 :]
    if following:
        label = f"Next: {following[0].title}"
        st.page_link(menu.view(following[0].slug), label=label, icon=":material/arrow_forward:")
    else:
        st.markdown(
            "That was the last lesson. You can label every pixel and say how well it was done. "
            "Come back tomorrow and try the exercises from an empty function."
        )
        st.page_link(menu.view("progress"), label="See your progress", icon=":material/arrow_forward:")
