"""The pages of the app, and the menu that leads from one to another with the state of each lesson."""

from collections.abc import Sequence
from copy import copy
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from app.components import menu
from app.components.menu import Group, Link
from app.components.menu.data import Icon
from app.pages import OTHERS, TITLES
from app.ui.shell.learner import Visitor
from app.ui.shell.lesson_map import map_of
from lessons import Lesson

_VIEWS = Path(__file__).resolve().parents[2] / "views"


def view(page: str) -> Path:
    """The script of a page, as `st.page_link` wants it; a lesson's page is called by its slug."""
    return _VIEWS / page / "page.py"


def pages(course: tuple[Lesson, ...]) -> list[Page]:
    """Every page of the app: home, the lessons, and those about the visitor and their classes.

    They are the caller's own, for Streamlit notes on them which may run.
    """
    return [copy(page) for page in _pages(course)]


@cache
def _pages(course: tuple[Lesson, ...]) -> list[Page]:
    """The pages; each looks on the disk for its script, which no run need do again."""
    lessons = [st.Page(view(lesson.slug), title=lesson.title, url_path=lesson.slug) for lesson in course]
    home = st.Page(view("home"), title=TITLES[""], url_path="home", default=True)
    others = [st.Page(view(path), title=title, url_path=path) for path, title in OTHERS.items()]
    return [home, *lessons, *others]


def show(course: Sequence[Lesson], page: Page, visitor: Visitor) -> None:
    """The way around, in the sidebar: lessons by group, each with how much of its path is passed."""
    groups = [Group("", (Link("", "Start here", "home"),))]
    for title in dict.fromkeys(lesson.group for lesson in course):
        links = tuple(_link(lesson, visitor) for lesson in course if lesson.group == title)
        groups.append(Group(title, links))
    icons: tuple[Icon, ...] = ("you", "class", "teach")
    links = tuple(Link(path, title, icon) for (path, title), icon in zip(OTHERS.items(), icons, strict=True))
    groups.append(Group("You", links))
    open_lesson = next((each for each in course if each.slug == page.url_path), None)
    steps = map_of(open_lesson, visitor) if open_lesson else None
    with st.sidebar:
        menu.menu(groups, page.url_path, steps, on_followed=lambda path: st.switch_page(view(path or "home")))


def _link(lesson: Lesson, visitor: Visitor) -> Link:
    label = f"{lesson.title} ({visitor.passed(lesson.path)}/{len(lesson.path)})"
    return Link(lesson.slug, label, "done" if visitor.has_completed(lesson) else "open")


def mark(complete: bool) -> str:
    """The icon of something done, or still open."""
    return ":material/check_circle:" if complete else ":material/radio_button_unchecked:"
