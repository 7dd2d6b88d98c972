"""The class as it works: the grid that keeps itself up to date, the answers in a cell, what many get wrong."""

from collections import Counter
from functools import cache

import streamlit as st

from app import wiring
from app.classroom import RecordsError, StoredAttempt
from app.classroom.hosting import CommonMistake, Passing, Teacher
from app.components.class_grid import ColumnData, OpenedCell, class_grid
from app.ui.exercise.stored import show_sample, show_stored, titles
from app.ui.figures.charts import ACCENT, line
from app.ui.kit.disclosure import disclosed
from app.ui.kit.inert import inert
from lessons import COURSE

_MISTAKES = 10
_POINTS = 200


def show(teacher: Teacher) -> None:
    """The grid; then the mistakes and how the class went on, once they are opened."""
    _grid(teacher)
    _mistakes(teacher)
    _over_time(teacher)


@cache
def _columns() -> tuple[ColumnData, ...]:
    """What all exercises are called, in the order of the course."""
    return tuple(
        {"id": each, "title": titles()[each], "lesson": lesson.title}
        for lesson in COURSE
        for each in lesson.exercises
    )


@st.fragment
def _grid(teacher: Teacher) -> None:
    opened = class_grid("live", teacher.classroom, _columns())
    with st.container(key="class-answer"):
        if opened is None:
            st.caption("Click a cell to see the task and the answer that this student saw.")
            return
        try:
            name = _name(teacher, opened)
            found = wiring.hosting().grids.attempts(teacher, opened.member, opened.exercise)
        except RecordsError as error:
            st.warning(str(error))
            return
        st.subheader(f"{name}: {titles()[opened.exercise]}", anchor=False)
        if not found:
            st.markdown("Nothing was answered yet.")
            return
        show_stored(_chosen(opened, found))


def _name(teacher: Teacher, opened: OpenedCell) -> str:
    if not opened.named:
        return "One student"
    members = wiring.hosting().members.of_class(teacher)
    return next((inert(each.name) for each in members if each.id == opened.member), "One student")


def _chosen(opened: OpenedCell, found: tuple[StoredAttempt, ...]) -> StoredAttempt:
    """One of several tries; the newest at first."""
    if len(found) == 1:
        return found[0]
    numbers = range(len(found), 0, -1)
    tries = {
        number: f"{number}: {'passed' if each.attempt.verdict.passed else 'not yet'}"
        for number, each in zip(numbers, found, strict=True)
    }
    number = st.pills(
        "Which try, the newest first",
        options=list(tries),
        format_func=tries.__getitem__,
        default=len(found),
        required=True,
        key=f"try-{opened.member}-{opened.exercise}-{len(found)}",
    )
    return found[len(found) - (number or len(found))]


@st.fragment
def _mistakes(teacher: Teacher) -> None:
    if not disclosed("class-mistakes", "Mistakes that many make", icon=":material/troubleshoot:"):
        return
    found = wiring.hosting().grids.mistakes(teacher)
    if not found:
        st.markdown("No answer has been a known mistake yet.")
    for each in found[:_MISTAKES]:
        _mistake(each)
    st.button("Look again", key="class-mistakes-again", type="tertiary", icon=":material/refresh:")


def _mistake(found: CommonMistake) -> None:
    title = titles().get(found.exercise)
    if title is None:
        return
    students = "1 student" if found.students == 1 else f"{found.students} students"
    st.markdown(f"**{title}** · {students}  \n{inert(found.message)}")
    for sample in found.samples:
        show_sample(found.exercise, sample)


@st.fragment
def _over_time(teacher: Teacher) -> None:
    if not disclosed("class-over-time", "How much is passed, over time", icon=":material/show_chart:"):
        return
    passings = wiring.hosting().grids.passings(teacher)
    if not passings:
        st.markdown("Nobody has passed an exercise yet.")
        return
    points, total = _curve(passings), len(passings)
    st.echarts_chart(
        {
            "animation": False,
            "grid": {"left": 56, "right": 24, "top": 24, "bottom": 48},
            "xAxis": {"type": "time"},
            "yAxis": {"type": "value", "min": 0, "minInterval": 1},
            "series": [line("passed", points, ACCENT, width=2)],
        },
        height=260,
        alt=f"Exercises passed by students of the class, over time: {total} in the end.",
    )
    by_exercise = Counter(each.exercise for each in passings).most_common(3)
    most = ", ".join(f"{titles()[each]} ({count})" for each, count in by_exercise if each in titles())
    st.caption(f"Each student counts once for each exercise that they passed. Passed most: {most}.")


def _curve(passings: tuple[Passing, ...]) -> list[list[float | None]]:
    """How many were passed until when, in milliseconds since 1970; at most about `_POINTS` points."""
    step = max(1, len(passings) // _POINTS)
    counted = [*range(1, len(passings), step), len(passings)]
    return [[passings[count - 1].moment.timestamp() * 1000, float(count)] for count in counted]
