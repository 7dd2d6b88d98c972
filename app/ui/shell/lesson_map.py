"""The map of a lesson: its sections, what is done and what is left, as steps that lead there."""

from app.components.lesson_map import LessonMap, Step, StepState, lesson_map
from app.ui.kit import predict
from app.ui.shell import learner, open_book
from app.ui.shell.learner import Visitor
from lessons import Lesson
from lessons.course import Section


def anchor(section: str) -> str:
    """The key of the container around a section, by which the browser finds it."""
    return f"section-{section}"


def map_of(lesson: Lesson, visitor: Visitor) -> LessonMap:
    """One step for each section of the lesson."""
    steps = tuple(
        Step(each.name, each.title, _state(lesson, each, visitor), each.deeper) for each in lesson.sections
    )
    return LessonMap(lesson.slug, steps, open_book.is_open())


def under_the_title(lesson: Lesson) -> None:
    """The map in the page, where there is no room beside it: a line that opens to the steps."""
    lesson_map(map_of(lesson, learner.current()))


def _state(lesson: Lesson, section: Section, visitor: Visitor) -> StepState:
    """Done once its exercises are passed; where it has none, once its questions are answered."""
    if section.exercises:
        done = [visitor.progress.of(each).passed for each in section.exercises]
    elif section.questions:
        answers = predict.stored()
        done = [f"{lesson.slug}-{each}" in answers for each in section.questions]
    else:
        return "none"
    return "done" if all(done) else "begun" if any(done) else "open"
