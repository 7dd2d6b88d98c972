"""Where the learner is in the course, as an address below its root: a lesson, one of its sections, or an exercise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import streamlit as st

from app import wiring
from app.ui.kit.disclosure import leave_as
from app.ui.shell import learner, saving
from exercises._engine.catalogue import catalogue
from lessons import COURSE, Lesson
from lessons.course import Section


@dataclass(frozen=True)
class Place:
    """A lesson, and what of it: the name of a section, the id of an exercise, or neither."""

    lesson: Lesson
    section: str = ""
    exercise: str = ""

    @property
    def query(self) -> dict[str, str]:
        """What follows the `?` in the address."""
        if self.exercise:
            return {"exercise": self.exercise}
        return {"section": self.section} if self.section else {}

    @property
    def title(self) -> str:
        """What it is called: the lesson, and the exercise or the section in it."""
        if self.exercise:
            return f"{self.lesson.title}, exercise {catalogue()[self.exercise].title}"
        if self.section:
            return f"{self.lesson.title}, {self.lesson.section(self.section).title}"
        return self.lesson.title

    @property
    def text(self) -> str:
        """The address, as the records keep it."""
        return self.lesson.slug + "".join(f"?{name}={value}" for name, value in self.query.items())


def of_exercise(exercise: str) -> Place | None:
    """The place of this exercise, or None if no lesson has it."""
    places = (
        Place(lesson, each.name, exercise) for lesson, each in _sections() if exercise in each.exercises
    )
    return next(places, None)


def of_question(key: str) -> Place | None:
    """The place of the question of this key, `<slug>-<name>`, or None if no lesson asks it."""
    slug, _, name = key.partition("-")
    asked = (
        Place(lesson, each.name)
        for lesson, each in _sections()
        if lesson.slug == slug and name in each.questions
    )
    return next(asked, None)


def read(text: str | None) -> Place | None:
    """The place that an address names: the lesson alone if what it names of it is no more; None if there is none."""
    slug, _, query = (text or "").partition("?")
    kind, _, name = query.partition("=")
    return _place(slug, {kind: name})


def asked_for(slug: str) -> Place | None:
    """The place that the address of this page asks for, or None where it asks for none that there is."""
    found = _place(slug, st.query_params)
    return found if found and found.query else None


def open_up(found: Place) -> None:
    """Have the lines open that lead to this place. Call it before they are shown."""
    lines = {}
    if found.section and found.lesson.section(found.section).deeper:
        lines[deeper_line(found.section)] = True
    if found.exercise:
        lines[f"exercise-{found.exercise}"] = True
    if lines:
        leave_as(lines)


def deeper_line(section: str) -> str:
    """The key of the line that opens a section which is off the lesson's path."""
    return f"deeper-{section}"


def stopped_at_exercise(exercise: str) -> None:
    """Keep that the learner has worked on this exercise last."""
    _keep(of_exercise(exercise))


def stopped_at_question(key: str) -> None:
    """Keep that the learner has answered this question last."""
    _keep(of_question(key))


def stopped_at_section(slug: str, section: str) -> None:
    """Keep that the learner has opened this section last; a stranger leaves no trace by looking."""
    if learner.current().learner:
        _keep(_place(slug, {"section": section}))


def _keep(found: Place | None) -> None:
    if found and learner.current().place != found.text:
        saving.save("place", lambda id: wiring.records().visit(id, found.text))


def _place(slug: str, query: Mapping[str, str]) -> Place | None:
    found = next((each for each in COURSE if each.slug == slug), None)
    if found is None:
        return None
    exercise, section = query.get("exercise", ""), query.get("section", "")
    if exercise in found.exercises:
        return of_exercise(exercise)
    return Place(found, section if any(each.name == section for each in found.sections) else "")


def _sections() -> Iterator[tuple[Lesson, Section]]:
    return ((lesson, each) for lesson in COURSE for each in lesson.sections)
