"""The page of a lesson: its map, the sections of its path, those that go deeper, and how it ends.

    page = LessonPage("metrics")
    words = page.words
    page.opening()
    with page.section("overlap"):
        words.show("overlap")
        figures.overlap(words)
    page.deeper("golf", partial(words.show, "golf"))
    page.end()

What a section is called, asks and counts stands in the lesson's own entry (`lessons.course.Section`). Its exercises
follow what the page shows of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import streamlit as st

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.page_report import report_line
from app.ui.shell import lesson_map, open_book, place
from app.ui.shell.lesson_end import lesson_end
from app.ui.shell.minutes import in_minutes, section_minutes
from lessons import Lesson, lesson
from lessons.course import Section


class LessonPage:
    """One lesson's page; call its methods in the order of the page.

    Raises:
        TomlFileError: the lesson's questions are malformed, so that the page says so before anything else.
    """

    def __init__(self, slug: str) -> None:
        self._lesson = lesson(slug)
        self.words = LessonText(slug)

    def opening(self) -> None:
        """The title, what the lesson is about, and on a narrow window its map."""
        self.words.show("intro")
        lesson_map.under_the_title(self._lesson)

    @contextmanager
    def section(self, name: str, own_exercises: bool = False) -> Iterator[None]:
        """What the block shows is the section of this name; its exercises follow, unless it shows them as its own."""
        each = self._lesson.section(name)
        with st.container(key=lesson_map.anchor(name)):
            yield
            if not own_exercises:
                exercise_panel(*each.exercises)
            report_line(self._lesson.slug, name)

    def deeper(self, name: str, *bodies: Callable[[], None], own_exercises: bool = False) -> None:
        """A line that opens this section, which is off the path; `bodies` are called in turn to show it."""
        with st.container(key=lesson_map.anchor(name)):
            _deeper(self._lesson, self._lesson.section(name), bodies, own_exercises)

    def end(self) -> None:
        """What to keep, what was expected and how it was, and what comes next."""
        lesson_end(self._lesson, self.words)


@st.fragment
def _deeper(
    lesson: Lesson, section: Section, bodies: tuple[Callable[[], None], ...], own_exercises: bool
) -> None:
    line = place.deeper_line(section.name)
    label = f"**Go deeper: {section.title}** · {in_minutes(section_minutes(lesson, section))}"
    is_open = disclosed(
        line,
        label,
        icon=":material/stairs_2:",
        expanded=open_book.is_open(),
        on_open=partial(place.stopped_at_section, lesson.slug, section.name),
    )
    if not is_open:
        return
    for show in bodies:
        show()
    if not own_exercises:
        exercise_panel(*section.exercises)
    report_line(lesson.slug, section.name)
