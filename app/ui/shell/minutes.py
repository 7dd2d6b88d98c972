"""How long a lesson's path takes, and each part off it."""

from collections import Counter
from collections.abc import Mapping
from functools import cache

from app.ui.kit.lesson_text import parts
from exercises._engine.catalogue import catalogue
from lessons import Lesson
from lessons.course import Section
from lessons.minutes import minutes

_START, _END = "", ("recap", "so-what", "questions")


def in_minutes(number: int) -> str:
    """So many minutes in words."""
    return f"{number} minute{'' if number == 1 else 's'}"


@cache
def path_minutes(lesson: Lesson) -> int:
    """Whole minutes for all that is not deeper, the words before the first section and the recap too."""
    words = _words(lesson)
    around = minutes(words[_START] + words["recap"])
    return round(around + sum(_minutes(lesson, each) for each in lesson.sections if not each.deeper))


@cache
def section_minutes(lesson: Lesson, section: Section) -> int:
    """Whole minutes for one section, at least one."""
    return max(1, round(_minutes(lesson, section)))


def _minutes(lesson: Lesson, section: Section) -> float:
    exercises = sum(catalogue()[each].minutes for each in section.exercises)
    return minutes(_words(lesson)[section.name], section.figures, len(section.questions), exercises)


def _words(lesson: Lesson) -> Mapping[str, int]:
    """How many words each section has: those of the part named like it and of what follows, up to the next one's."""
    names, words, current = {each.name for each in lesson.sections} | {*_END}, Counter[str](), _START
    for name, text in parts(lesson.slug).items():
        current = name if name in names else current
        words[current] += len(text.split())
    return words
