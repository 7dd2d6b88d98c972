"""What surrounds every page: styles, navigation with the state of each lesson, footer."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from app import wiring
from app.ui.learner import Visitor
from lessons import COURSE, Lesson

_ROOT = Path(__file__).resolve().parent.parent.parent
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
    """Whether every exercise of an open lesson is passed."""
    return lesson.page is not None and passed(lesson, visitor) == len(lesson.exercises)


def mark(complete: bool) -> str:
    """The icon of something done, or still open."""
    return ":material/check_circle:" if complete else ":material/radio_button_unchecked:"


def pages(course: Sequence[Lesson], visitor: Visitor) -> dict[str, list[Page]]:
    """The navigation: home, the open lessons by group, the visitor's own page."""
    navigation = {"": [st.Page(_VIEWS / "home.py", title="Start here", url_path="home", default=True)]}
    for lesson in course:
        if lesson.page is None:
            continue
        done, total = passed(lesson, visitor), len(lesson.exercises)
        page = st.Page(
            _VIEWS / f"{lesson.page}.py",
            title=f"{lesson.title} ({done}/{total})",
            icon=mark(done == total),
            url_path=lesson.slug,
            help=f"{done} of {total} exercises passed",
        )
        navigation.setdefault(lesson.group, []).append(page)
    navigation["You"] = [
        st.Page(_VIEWS / "progress.py", title="Your progress", icon=":material/person:", url_path="progress")
    ]
    return navigation


def remember_place(page: Page, visitor: Visitor) -> None:
    """Keep where a known learner is, so that Resume leads back; a stranger leaves no trace."""
    slug = page.url_path
    if visitor.learner and slug != visitor.place and any(slug == lesson.slug for lesson in COURSE):
        wiring.records().visit(visitor.learner, slug)


def view(slug: str) -> Path:
    """The script of a lesson's page, as `st.page_link` wants it."""
    return _VIEWS / f"{slug}.py"


def footer() -> None:
    """One quiet line that ends every page."""
    st.html('<p class="pw-footer">Pixelwise. The code shown on a page is the code that runs.</p>')


