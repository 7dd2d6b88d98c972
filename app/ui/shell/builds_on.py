"""The line above a lesson that names the earlier ones it builds on, while they are not complete."""

import streamlit as st

from app.ui.shell import menu
from app.ui.shell.learner import Visitor
from lessons import COURSE, lesson


def builds_on(page: str, visitor: Visitor) -> None:
    """Link to what this lesson builds on and the visitor has not completed; nothing on any other page."""
    slugs = next((each.prerequisites for each in COURSE if each.slug == page), ())
    earlier = [each for each in map(lesson, slugs) if not visitor.has_completed(each)]
    if not earlier:
        return
    with st.container(key="builds-on", horizontal=True, vertical_alignment="center", gap=None):
        st.caption("Builds on", width="content")
        for each in earlier:
            st.page_link(menu.view(each.slug), label=each.title, width="content")
