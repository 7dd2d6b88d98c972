"""What the class predicts where a lesson asks first: how many chose what, and the answer once it is revealed."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from app import state, wiring
from app.classroom.hosting import Teacher
from app.ui.figures.numbers import percent
from app.ui.kit.inert import inert
from lessons import COURSE, Lesson
from lessons.questions import Question, questions

_REVEALED = "teach-revealed"


def show(teacher: Teacher) -> None:
    """A question, the class's predictions as bars, and a button that reveals the answer."""
    lessons = {lesson.slug: lesson for lesson in COURSE if questions(lesson.slug)}
    asked = {each.key: each for slug in lessons for each in questions(slug).values()}
    counts = wiring.hosting().masks.predictions(teacher, list(asked))
    most = max(lessons, key=lambda slug: sum(sum(counts.get(each, {}).values()) for each in _keys(slug)))
    left, right = st.columns(2)
    slug = left.selectbox(
        "Lesson",
        list(lessons),
        list(lessons).index(most),
        format_func=lambda slug: lessons[slug].title,
        key="masks-lesson",
    )
    key = right.selectbox(
        "Question",
        _keys(slug),
        format_func=lambda key: f"{_count(counts.get(key, {}))}: {asked[key].text}",
        key=f"masks-question-{slug}",
    )
    revealed: frozenset[str] = state.recall(_REVEALED, frozenset())
    here = counts.get(key, {})
    st.markdown(f"**{asked[key].text}** ([where it is asked]({_address(lessons[slug], key)}))")
    st.html(bars_html(asked[key], here, key in revealed))
    hidden = "" if key in revealed else " The answer shows when you reveal it, and not before."
    st.caption(f"{_count(here)} of the class so far.{hidden}")
    if key in revealed:
        st.markdown(_answer(asked[key]))
    if st.button(
        "Hide the answer" if key in revealed else "Reveal the answer",
        type="secondary" if key in revealed else "primary",
        key="masks-reveal",
    ):
        state.remember(_REVEALED, revealed ^ {key})
        st.rerun()


def bars_html(asked: Question, counts: Mapping[str, int], revealed: bool) -> str:
    """A bar for each option in the order of the question, its share of those who chose; the answer marked if revealed.

    Options that the question does not have any more are left out.
    """
    total = sum(counts.get(option, 0) for option in asked.options)
    rows = ""
    for option in asked.options:
        count = counts.get(option, 0)
        share = count / total if total else 0.0
        right = revealed and option == asked.answer
        row = '<tr class="pw-won">' if right else "<tr>"
        rows += (
            f'{row}<th scope="row" style="white-space: normal">'
            f"{escape(option)}{' (the answer)' if right else ''}</th>"
            f'<td><span class="pw-bar"><i style="width: {100 * share:.1f}%"></i></span>'
            f"{count} ({percent(share)})</td></tr>"
        )
    head = '<th scope="col">Option</th><th scope="col">Chosen by</th>'
    return (
        '<div class="pw-scroll" tabindex="0" role="region" aria-label="Predictions of the class">'
        f'<table class="pw-rows pw-bars"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _keys(slug: str) -> list[str]:
    return [each.key for each in questions(slug).values()]


def _answer(asked: Question) -> str:
    if asked.answer not in asked.options:
        return "The answer is measured where it is asked; open the lesson there."
    reason = asked.reasons[asked.answer]
    if "{" in reason:  # numbers that the lesson measures stand in it
        return f"It is: **{inert(asked.answer)}**. The lesson measures why."
    return f"It is: **{inert(asked.answer)}**. {reason}"


def _address(lesson: Lesson, key: str) -> str:
    name = key.removeprefix(f"{lesson.slug}-")
    section = next((each.name for each in lesson.sections if name in each.questions), None)
    return lesson.slug if section is None else f"{lesson.slug}?section={section}"


def _count(counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    return "1 prediction" if total == 1 else f"{total} predictions"
