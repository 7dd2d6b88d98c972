"""The grades of a class: a table, files for other gradebooks, and grading stored answers again."""

from decimal import Decimal

import streamlit as st

from app import wiring
from app.classroom.hosting import Gradebook, GradesColumn, Teacher, gradebook_files
from app.ui.figures.tables import table
from app.ui.kit.inert import inert
from app.ui.shell import units
from app.views.teach import filling, regrading

_TOTAL = "Pixelwise total"
_MANY, _HEIGHT = 15, 560  # so many students, and the table scrolls in so many pixels


def show(teacher: Teacher) -> None:
    """The whole tab."""
    book = wiring.hosting().gradebooks.of(teacher)
    if not book.exercises:
        st.markdown("Grades are shown here once exercises are assigned.")
        return
    if not book.students:
        st.markdown("Grades are shown here once students have joined.")
        return
    columns = _columns(book)
    total = columns[_TOTAL]
    exercises = [each for title, each in columns.items() if title.startswith("Pixelwise: ")]
    with st.container(height=_HEIGHT if len(book.students) > _MANY else "content", border=False):
        _table(book, exercises, total)
    st.caption(
        "Counted is what was graded since the class was opened, by the rules as they are now. An empty cell is no "
        "attempt; a removed student is not shown."
    )
    st.download_button(
        "Download all as CSV",
        data=lambda: gradebook_files.table(book, exercises, total),
        file_name="grades.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    _hand_on(book, columns)
    regrading.show(teacher, book)


@st.fragment  # the gradebook of a large class takes seconds, and is not asked for again
def _hand_on(book: Gradebook, columns: dict[str, GradesColumn]) -> None:
    st.subheader("For Canvas and Moodle", anchor=False)
    chosen = _choose(columns)
    _files(chosen)
    filling.show(book, chosen)


def _columns(book: Gradebook) -> dict[str, GradesColumn]:
    """What can be handed on: the total of the class, of each unit, and each exercise."""
    possible = {exercise: units.points_of(exercise) for exercise, _ in book.exercises}
    every = [gradebook_files.column(book, _TOTAL, sum(possible.values()))]
    for unit in dict.fromkeys(unit for _, unit in book.exercises):
        inside = sum(possible[exercise] for exercise, title in book.exercises if title == unit)
        every.append(gradebook_files.column(book, f"Pixelwise unit: {unit}", inside, unit=unit))
    for exercise, _ in book.exercises:
        title = f"Pixelwise: {units.title_of(exercise)}"
        every.append(gradebook_files.column(book, title, possible[exercise], exercise=exercise))
    return {each.title: each for each in every}


def _table(book: Gradebook, exercises: list[GradesColumn], total: GradesColumn) -> None:
    every = [total, *exercises]
    earned = [{student.member: points for student, points in each.grades} for each in every]
    rows = [
        [
            each.roster_name or each.name,
            *(_shown(one.get(each.member)) for one in earned),
        ]
        for each in book.students
    ]
    possible = [f"{each.title.removeprefix('Pixelwise: ')} ({each.possible})" for each in every]
    table(["Student", "Total" + possible[0].removeprefix(_TOTAL), *possible[1:]], rows)


def _shown(points: Decimal | None) -> str:
    return "" if points is None else gradebook_files.number(points)


def _choose(columns: dict[str, GradesColumn]) -> GradesColumn:
    title = st.selectbox("Which grades", list(columns), key="which-grades")
    as_percent = st.radio(
        "Written as",
        [False, True],
        format_func=lambda percent: "percent of them" if percent else "points",
        horizontal=True,
        key="as-percent",
        help="A new column in Moodle takes up to 100, so percent fits there.",
    )
    chosen = columns[title or _TOTAL]
    return chosen.as_percent() if as_percent else chosen


def _files(chosen: GradesColumn) -> None:
    st.markdown(
        "A file holds one column, and only students with a grade in it: an empty cell would erase a grade in Canvas."
    )
    with st.container(horizontal=True):
        st.download_button(
            "For Canvas",
            data=lambda: gradebook_files.canvas(chosen),
            file_name="canvas.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "For Moodle",
            data=lambda: gradebook_files.moodle(chosen),
            file_name="moodle.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
    unknown = gradebook_files.unknown_to_moodle(chosen)
    if unknown:
        names = ", ".join(inert(each.name) for each in unknown[:20]) + (" …" if len(unknown) > 20 else "")
        st.caption(
            f"Not in the file for Moodle, which stops at the first unknown person: {names}. They have no student id "
            "from your roster."
        )
