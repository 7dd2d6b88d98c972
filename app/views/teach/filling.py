"""Grades into the file that an instructor exported from Canvas or Moodle."""

import streamlit as st

from app.classroom import RecordsError
from app.classroom.hosting import Gradebook, GradesColumn, gradebook_fill
from app.ui.kit.inert import inert

_NEW = -1
_MOST_SHOWN = 50


def show(book: Gradebook, grades: GradesColumn) -> None:
    """Take the file, and give it back with one column filled."""
    with st.expander("Fill in the file I exported"):
        st.markdown(
            "Choose the CSV file that you exported from Canvas or Moodle. You get it back with one column filled in; "
            "all else in it stays as it is, and no grade is replaced by an empty cell."
        )
        file = st.file_uploader("Exported file (CSV)", ["csv", "txt"], key="exported-grades")
        if file is None:
            return
        try:
            sheet = gradebook_fill.read(file.getvalue())
            _filled(book, grades, sheet, file.name)
        except RecordsError as error:
            st.error(inert(str(error)))


def _filled(book: Gradebook, grades: GradesColumn, sheet: gradebook_fill.Sheet, name: str) -> None:
    titles, found = sheet.titles, sheet.column_of(grades.title)
    who = st.selectbox(
        "The column that tells who is who",
        range(len(titles)),
        format_func=lambda place: titles[place],
        index=gradebook_fill.who_is_who(sheet, book.students),
    )
    into = st.selectbox(
        "The column to fill",
        [_NEW, *range(len(titles))],
        format_func=lambda place: f"a new one: {grades.title}" if place == _NEW else titles[place],
        index=0 if found is None else found + 1,
    )
    done = gradebook_fill.fill(sheet, grades, book.students, who, None if into == _NEW else into)
    st.markdown(
        f"{done.new} grades filled in where there was none, {done.changed} changed, {done.same} the same already."
    )
    if done.unmatched:
        _list(
            "These have a grade and no line in the file:",
            [each.roster_name or each.name for each in done.unmatched],
        )
    if done.lines:
        _list("These lines of the file are of nobody in the class:", done.lines)
    st.download_button(
        "Download the filled file",
        data=done.content,
        file_name=name,
        mime="text/csv",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )


def _list(title: str, names: tuple[str, ...] | list[str]) -> None:
    shown = [f"- {inert(each)}" for each in names[:_MOST_SHOWN]]
    rest = len(names) - len(shown)
    st.markdown("\n".join([title, "", *shown, *([f"- and {rest} more"] if rest else [])]))
