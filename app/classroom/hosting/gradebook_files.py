"""Grades as files: a table of all of them, and files that the gradebooks of Canvas and Moodle import.

What the importers do stands in the tests beside these rules. In short: a blank cell erases a grade in Canvas, one
unknown user ends the whole import in Moodle. So a file for either has one column of grades, and a line for those
students only who have one.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.classroom.hosting.gradebook import Gradebook, Student

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")
# What Canvas takes for a total, and drops without a word, wherever in a title it stands.
_TOTAL = re.compile(r"\b(Current|Final|Override)(\s+)(Score|Points|Grade|Status)", re.IGNORECASE)
# A number in brackets at the end of a title is the id of an assignment to Canvas.
_ID_AT_THE_END = re.compile(r"\((\d+)\)\s*$")


@dataclass(frozen=True)
class Column:
    """One column of grades: its title, what can be earned, and what the students earned of it."""

    title: str
    possible: Decimal
    grades: tuple[tuple[Student, Decimal], ...]

    def as_percent(self) -> "Column":
        """The same in percent of what can be earned, with two decimals."""
        if not self.possible:
            return self
        hundredths = Decimal("0.01")
        percent = tuple(
            (student, (points * 100 / self.possible).quantize(hundredths, ROUND_HALF_UP))
            for student, points in self.grades
        )
        return Column(f"{self.title}, percent", Decimal(100), percent)


def column(
    book: Gradebook, title: str, possible: int, exercise: str | None = None, unit: str | None = None
) -> Column:
    """A column of the grades of one exercise, or else of the totals of one unit or of the class."""
    earned = (
        (each, book.points(each.member, exercise) if exercise else book.total(each.member, unit))
        for each in book.students
    )
    grades = tuple((student, points) for student, points in earned if points is not None)
    return Column(plain_title(title), Decimal(possible), grades)


def plain_title(title: str) -> str:
    """The title on one line, and none that an importer takes for a total or for the id of another assignment."""
    title = _TOTAL.sub(r"\1-\3", " ".join(title.split()))
    return _ID_AT_THE_END.sub(r"[\1]", title)


def number(value: Decimal) -> str:
    """A number as every gradebook reads it: at most two decimals after a point, and nothing between thousands."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula; numbers stay numbers."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def table(book: Gradebook, columns: Sequence[Column], total: Column) -> bytes:
    """Everything, for a spreadsheet: a line for each student, a column for each exercise, and the total."""
    head = ["Name", "Student id", "Name in the roster", *(each.title for each in columns), total.title]
    possible = ["Points possible", "", "", *(number(each.possible) for each in [*columns, total])]
    earned = [
        {student.member: number(points) for student, points in each.grades} for each in [*columns, total]
    ]
    lines = [
        [each.name, each.student_id, each.roster_name, *(one.get(each.member, "") for one in earned)]
        for each in book.students
    ]
    return _written([head, possible, *lines])


def canvas(grades: Column) -> bytes:
    """A file for Canvas, which finds students by the ids of its own records, else by their whole name."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", grades.title]
    lines = [
        [student.roster_name or student.name, "", student.student_id, "", "", number(points)]
        for student, points in grades.grades
    ]
    return _written([head, ["Points Possible", "", "", "", "", number(grades.possible)], *lines])


def moodle(grades: Column) -> bytes:
    """A file for Moodle, with the students only whom the roster knows: anybody else would end the import."""
    lines = [
        [student.student_id, student.roster_name or student.name, number(points)]
        for student, points in grades.grades
        if student.student_id
    ]
    return _written([["ID number", "Name", grades.title], *lines])


def unknown_to_moodle(grades: Column) -> tuple[Student, ...]:
    """Those with a grade whom the roster does not know."""
    return tuple(student for student, _ in grades.grades if not student.student_id)


def _written(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([harmless(each) for each in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")
