"""The answer key: every question and exercise of a lesson with its answer and the reasons, for those who teach."""

from string import Formatter

import streamlit as st

from app.classroom.hosting import Teacher
from app.ui.exercise.answer_key import answer_key, described
from lessons import COURSE, Lesson, lesson
from lessons.course import Section
from lessons.questions import Question, question


def show(_teacher: Teacher) -> None:
    """A lesson to choose, words to search for in it, and what is asked there."""
    st.markdown("Students do not see this. Whoever has one of the class's two instructor links does.")
    titles = {each.slug: each.title for each in COURSE}
    slug = st.selectbox("Lesson", list(titles), format_func=titles.__getitem__, key="answers")
    words = st.text_input("Words to find", placeholder="All questions and exercises of the lesson")
    _of_lesson(lesson(slug or next(iter(titles))), words.casefold().split())


def _of_lesson(of: Lesson, words: list[str]) -> None:
    found = False
    for section in of.sections:
        questions = [key for key in _keys(of, section) if _has(words, _told(question(key)))]
        exercises = [each for each in section.exercises if _has(words, described(each))]
        if not questions and not exercises:
            continue
        found = True
        st.subheader(section.title, anchor=False)
        for key in questions:
            st.markdown(_told(question(key)))
        for exercise in exercises:
            answer_key(exercise)
    if not found:
        st.markdown("Nothing in this lesson has all of these words. Try fewer, or another lesson.")


def _keys(of: Lesson, section: Section) -> list[str]:
    return [f"{of.slug}-{name}" for name in section.questions]


def _has(words: list[str], text: str) -> bool:
    return all(word in text.casefold() for word in words)


def _told(asked: Question) -> str:
    """A prediction that is asked for, its options, which one is right, and why."""
    lines = [f"**Asked first:** {_without_numbers(asked.text)}", ""]
    for option, why in asked.reasons.items():
        text = _without_numbers(option)
        shown = f":material/check_circle: **Right: {text}**" if option == asked.answer else text
        lines.append(f"- {shown}  \n  {_without_numbers(why)}")
    if asked.answer not in asked.options:
        lines.append("- Which of them is right is measured as the page is shown: look there.")
    return "\n".join(lines)


def _without_numbers(text: str) -> str:
    """The text with a dash in the place of what the page computes and fills in."""
    return "".join(
        words + ("–" if field is not None else "") for words, field, _, _ in Formatter().parse(text)
    )
