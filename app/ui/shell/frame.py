"""What surrounds every page: styles, navigation with the state of each lesson, footer."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from app import wiring
from app.components.menu import Group, Link
from app.components.menu import menu as menu_component
from app.ui.shell.learner import Visitor
from lessons import COURSE, Lesson

_ROOT = Path(__file__).resolve().parents[3]
_VIEWS = _ROOT / "app" / "views"
_ICON, _WORDMARK = str(_ROOT / "assets" / "icon.svg"), str(_ROOT / "assets" / "wordmark.svg")


@cache
def _css() -> str:
    return (_ROOT / "assets" / "styles.css").read_text(encoding="utf-8")


def dress() -> None:
    """Name, mark, and the few style rules that Streamlit's theme cannot express."""
    st.set_page_config(page_title="Pixelwise", page_icon=_ICON, layout="centered")
    st.logo(_WORDMARK, size="large", icon_image=_ICON)
    st.html(f"<style>{_css()}</style>")


def passed(lesson: Lesson, visitor: Visitor) -> int:
    """How many of a lesson's exercises this visitor has passed."""
    return sum(visitor.progress.of(exercise).passed for exercise in lesson.exercises)


def is_complete(lesson: Lesson, visitor: Visitor) -> bool:
    """Whether a lesson has exercises and every one of them is passed."""
    return bool(lesson.exercises) and passed(lesson, visitor) == len(lesson.exercises)


def mark(complete: bool) -> str:
    """The icon of something done, or still open."""
    return ":material/check_circle:" if complete else ":material/radio_button_unchecked:"


def pages(course: Sequence[Lesson]) -> list[Page]:
    """Every page of the app: home, the open lessons, the visitor's own page."""
    lessons = [
        st.Page(view(lesson.page), title=lesson.title, url_path=lesson.slug)
        for lesson in course
        if lesson.page
    ]
    home = st.Page(view("home"), title="Pixelwise", url_path="home", default=True)
    return [home, *lessons, st.Page(view("progress"), title="Your progress", url_path="progress")]


def menu(course: Sequence[Lesson], page: Page, visitor: Visitor) -> None:
    """The way around, in the sidebar: lessons by group, each with how much of it is passed."""
    groups = [Group("", (Link("", "Start here", "home"),))]
    for title in dict.fromkeys(lesson.group for lesson in course if lesson.page):
        links = tuple(
            Link(
                lesson.slug,
                f"{lesson.title} ({passed(lesson, visitor)}/{len(lesson.exercises)})",
                "done" if is_complete(lesson, visitor) else "open",
            )
            for lesson in course
            if lesson.group == title and lesson.page
        )
        groups.append(Group(title, links))
    groups.append(Group("You", (Link("progress", "Your progress", "you"),)))
    with st.sidebar:
        followed = menu_component(groups, page.url_path)
    if followed is not None:
        scripts = {lesson.slug: lesson.page for lesson in course if lesson.page}
        st.switch_page(view(scripts.get(followed) or followed or "home"))


def remember_place(page: Page, visitor: Visitor) -> None:
    """Keep where a known learner is, so that Resume leads back; a stranger leaves no trace."""
    slug = page.url_path
    if visitor.learner and slug != visitor.place and any(slug == lesson.slug for lesson in COURSE):
        wiring.records().visit(visitor.learner, slug)


def view(page: str) -> Path:
    """The script of a page, as `st.page_link` wants it."""
    return _VIEWS / page / "page.py"


def footer() -> None:
    """One quiet line that ends every page."""
    st.html('<p class="pw-footer">Pixelwise. The code shown on a page is the code that runs.</p>')
