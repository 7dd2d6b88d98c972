"""How a lesson ends: what to keep, what was expected and how it was, and what comes next."""

import streamlit as st

from app.ui.kit import predict
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText, parts
from app.ui.kit.sections import section
from app.ui.shell import learner, menu, open_book
from app.ui.shell.learner import Visitor
from app.ui.shell.minutes import in_minutes, path_minutes
from exercises._engine.catalogue import catalogue
from lessons import COURSE, Lesson
from lessons.questions import Question, questions


def lesson_end(lesson: Lesson, words: LessonText) -> None:
    """The end of a lesson's page."""
    held = parts(lesson.slug)
    if "recap" in held:
        with st.container(key="recap", border=True):
            st.markdown("## Five sentences to keep")
            words.show("recap")
    _expectations(lesson)
    for part, label in (("so-what", "What this saves you from"), ("questions", "Questions people ask")):
        if part in held:
            _line(words, part, label)
    _what_next(lesson, words)


@section
def _expectations(lesson: Lesson) -> None:
    """The predictions of this visitor, beside what came out."""
    answers = predict.stored()
    made = [(each, answers[each.key]) for each in _fixed(lesson) if answers.get(each.key) in each.options]
    if not made:
        return
    lines = [
        f"- {each.text} You expected **{chosen}**. It was **{each.answer}**."
        for each, chosen in made
        if chosen != each.answer
    ]
    came_true = f"{len(made) - len(lines)} of {len(made)} predictions came true."
    st.markdown("\n".join(["### What you expected", "", came_true, "", *lines]))


def _fixed(lesson: Lesson) -> list[Question]:
    """The questions whose answers are the same at each visit; of the others the page keeps no answer."""
    return [each for each in questions(lesson.slug).values() if "{" not in each.answer]


@st.fragment
def _line(words: LessonText, part: str, label: str) -> None:
    """A line that opens to a part of the text."""
    if disclosed(f"end-{part}", f"**{label}**", icon=":material/help:", expanded=open_book.is_open()):
        words.show(part)


def _practice(lesson: Lesson, visitor: Visitor) -> str:
    """A sentence on the exercises off the path; empty if the lesson has none."""
    exercises = [exercise for each in lesson.practice for exercise in each.exercises]
    passed = visitor.passed(exercises)
    return (
        f" What goes deeper has {len(exercises)} more exercises, {passed} of them passed."
        if exercises
        else ""
    )


def _what_next(lesson: Lesson, words: LessonText) -> None:
    """What was learned, once the path is done; else what is left of it. Then the next lesson."""
    visitor = learner.current()
    left = [exercise for exercise in lesson.path if not visitor.progress.of(exercise).passed]
    with st.container(key="what-next", border=True):
        if left:
            count = f"{len(lesson.path) - len(left)} of {len(lesson.path)} exercises passed."
            titles = ", ".join(f"[{catalogue()[each].title}](?exercise={each})" for each in left)
            st.markdown(f"{count} **Still to do on this lesson's path:** {titles}.")
        else:
            st.markdown(f"**Done.** You can now {lesson.outcome}.{_practice(lesson, visitor)}")
        following = COURSE[COURSE.index(lesson) + 1 :]
        if following:
            label = f"Next: {following[0].title} ({in_minutes(path_minutes(following[0]))})"
            st.page_link(menu.view(following[0].slug), label=label, icon=":material/arrow_forward:")
            return
        if all(visitor.has_completed(each) for each in COURSE):
            words.show("end")
        st.page_link(menu.view("progress"), label="See your progress", icon=":material/arrow_forward:")
