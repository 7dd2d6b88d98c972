"""Filling grades into the file that an instructor exported from Canvas or Moodle; all else in it stays as it is."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.classroom.errors import RecordsError, TooLargeError
from app.classroom.hosting.gradebook import Student
from app.classroom.hosting.gradebook_files import Column, harmless, number

LARGEST = 8 * 1024 * 1024
"""Bytes of a file."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SEPARATORS = (",", ";", "\t")
# Lines of Canvas that are no student's.
_NO_STUDENT = ("manual posting", "muted")


@dataclass(frozen=True)
class Cell:
    """One cell: what it says, and where in the text its characters stand, quotes included."""

    value: str
    start: int
    end: int

    @property
    def is_blank(self) -> bool:
        """Whether it holds no grade: Canvas and Moodle write none, or a dash."""
        return self.value.strip() in ("", "-")


@dataclass(frozen=True)
class Sheet:
    """A CSV file that was read: its text exactly as it is, and its cells line by line."""

    text: str
    encoding: str
    mark: bytes
    separator: str
    lines: tuple[tuple[Cell, ...], ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of its columns."""
        return tuple(each.value for each in self.lines[0])

    def column_of(self, title: str) -> int | None:
        """The column of this title, also with the id that Canvas adds, or the kind of item and grade of Moodle."""
        wanted = re.compile(rf"(?:[^:]+: )?{re.escape(title)}(?: \((?:\d+|[^()\d]+)\))?")
        return next((place for place, each in enumerate(self.titles) if wanted.fullmatch(each.strip())), None)


@dataclass(frozen=True)
class Filled:
    """A file with grades filled in.

    `changed` counts the cells that said something else before, `same` those that said this already. `unmatched` have a
    grade and no line, `lines` are those of nobody in the class.
    """

    content: bytes
    new: int
    changed: int
    same: int
    unmatched: tuple[Student, ...]
    lines: tuple[str, ...]


def read(content: bytes) -> Sheet:
    """The cells of a CSV file.

    Raises:
        TooLargeError: it has more than `LARGEST` bytes.
        RecordsError: it is no table, or its lines are not equally long; a sentence says what to do.
    """
    if len(content) > LARGEST:
        raise TooLargeError("This file has more than 8 MB. Export the grades alone, as CSV.")
    text, encoding, mark = _decoded(content)
    separator = _separator(text)
    lines = tuple(_lines(text, separator))
    if not lines or len(lines[0]) < 2:
        raise RecordsError(
            "This is no table with a line of titles. Export the gradebook as CSV, and choose that."
        )
    for place, line in enumerate(lines, 1):
        if len(line) > len(lines[0]) and any(each.value for each in line[len(lines[0]) :]):
            raise RecordsError(f"Line {place} has more cells than there are titles. Export the file again.")
    return Sheet(text, encoding, mark, separator, lines)


def who_is_who(sheet: Sheet, everybody: Sequence[Student]) -> int:
    """The column that tells most students of the class apart by the roster's id or, where none does, by name."""
    students = _Students(everybody)

    def told(column: int) -> tuple[int, int]:
        said = {_at(line, column) for line in sheet.lines[1:]}
        return sum(students.has_id(each) for each in said), sum(
            students.of(each) is not None for each in said
        )

    return max(range(len(sheet.titles)), key=told)


def fill(
    sheet: Sheet, grades: Column, everybody: Sequence[Student], who_is_who: int, into: int | None
) -> Filled:
    """Fill grades into the column `into`, or into a new one at the end; a student without a grade is left as they are.

    `everybody` are the students of the class, whom the column `who_is_who` tells apart.

    Raises:
        RecordsError: the column may not be changed, as Canvas says.
    """
    points_line = next((line for line in sheet.lines[1:] if _is_points_line(line)), None)
    if into is not None and points_line and "read only" in _at(points_line, into).lower():
        raise RecordsError("Canvas does not let this column be changed. Choose another one, or a new one.")
    students, earned = _Students(everybody), {student.member: points for student, points in grades.grades}
    found, nobody, changes = set(), [], _Changes(sheet, into)
    for line in sheet.lines[1:]:
        key = _at(line, who_is_who).strip()
        if not any(each.value.strip() for each in line) or _is_no_student(line):
            is_new_points_line = line is points_line and into is None
            changes.put(line, number(grades.possible) if is_new_points_line else None)
            continue
        student = students.of(key)
        if student is None or student.member in found:
            nobody.append(key or _at(line, 0))
            changes.put(line, None)
            continue
        found.add(student.member)
        points = earned.get(student.member)
        changes.put(line, None if points is None else number(points))
    left = tuple(student for student, _ in grades.grades if student.member not in found)
    content = sheet.mark + changes.text(grades.title).encode(sheet.encoding)
    return Filled(content, changes.new, changes.changed, changes.same, left, tuple(nobody))


class _Students:
    """Who is in the class, by what a file may call them."""

    def __init__(self, everybody: Sequence[Student]) -> None:
        self._by_id = _unique((_key(each.student_id), each) for each in everybody)
        names = [(_key(name), each) for each in everybody for name in {each.name, each.roster_name}]
        self._by_name = _unique(names)

    def has_id(self, said: str) -> bool:
        """Whether a cell is the roster's id of somebody."""
        return _key(said) in self._by_id

    def of(self, said: str) -> Student | None:
        """Whom a cell means: the one student of this id, else the one of this name, also as `Last, First`."""
        last, _, first = said.partition(", ")
        return (
            self._by_id.get(_key(said))
            or self._by_name.get(_key(said))
            or (self._by_name.get(_key(f"{first} {last}")) if first else None)
        )


class _Changes:
    """The text with cells changed, and how many were."""

    def __init__(self, sheet: Sheet, into: int | None) -> None:
        self._sheet, self._into = sheet, into
        self._edits: list[tuple[int, int, str]] = []
        self.new = self.changed = self.same = 0

    def put(self, line: Sequence[Cell], value: str | None) -> None:
        """Write a value into the line's cell; None leaves it as it is."""
        if self._into is None:
            if any(each.value for each in line) or len(line) > 1:  # no blank line
                self._append(line, value or "")
            self.new += value is not None and not _is_points_line(line)
            return
        if value is None:
            return
        if self._into >= len(line):
            missing = self._sheet.separator * (self._into - len(line) + 1)
            self._edits.append((line[-1].end, line[-1].end, missing + value))
            self.new += 1
            return
        cell = line[self._into]
        if _says(cell.value, value):
            self.same += 1
            return
        self.new += cell.is_blank
        self.changed += not cell.is_blank
        quoted = self._sheet.text[cell.start : cell.end].startswith('"')
        self._edits.append((cell.start, cell.end, f'"{value}"' if quoted else value))

    def text(self, title: str) -> str:
        """The whole text, with the title of a new column."""
        if self._into is None:
            self._append(self._sheet.lines[0], _quoted(harmless(title), self._sheet.separator))
        text = self._sheet.text
        for start, end, value in sorted(self._edits, reverse=True):
            text = text[:start] + value + text[end:]
        return text

    def _append(self, line: Sequence[Cell], value: str) -> None:
        missing = self._sheet.separator * (len(self._sheet.lines[0]) - len(line))
        self._edits.append((line[-1].end, line[-1].end, f"{missing}{self._sheet.separator}{value}"))


def _decoded(content: bytes) -> tuple[str, str, bytes]:
    """The text, how it is encoded, and the mark before it; what comes out is encoded to the same bytes again."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(name), name, mark
            except UnicodeDecodeError:
                break
    try:
        return content.decode("utf-8"), "utf-8", b""
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1", b""


def _separator(text: str) -> str:
    """The separator that cuts the first lines into the most cells, as many in each."""

    def cells(separator: str) -> int:
        counts = [len(line) for line, _ in zip(_lines(text, separator), range(3), strict=False)]
        return counts[0] if counts and len(set(counts)) == 1 else min(counts, default=0)

    return max(_SEPARATORS, key=cells)


def _lines(text: str, separator: str) -> Iterable[tuple[Cell, ...]]:
    """The cells of each line; a cell in quotes may hold separators, line ends, and quotes that stand doubled."""
    cell = re.compile(rf'"((?:[^"]|"")*)"|([^{re.escape(separator)}\r\n]*)')
    place, line = 0, []
    while place <= len(text):
        found = cell.match(text, place)
        assert found  # a cell may be empty
        quoted, end = found.group(1), found.end()
        if quoted is not None and text[end : end + 1] not in (separator, "\r", "\n", ""):
            found = re.compile(rf"[^{re.escape(separator)}\r\n]*").match(text, place)
            assert found
            quoted, end = None, found.end()
        value = found.group(0) if quoted is None else quoted.replace('""', '"')
        line.append(Cell(value, place, end))
        place = end
        if text[place : place + 1] == separator:
            place += 1
            continue
        if place >= len(text):
            if len(line) > 1 or line[0].end > line[0].start:
                yield tuple(line)
            return
        yield tuple(line)
        place += 2 if text[place : place + 2] == "\r\n" else 1
        line = []


def _is_points_line(line: Sequence[Cell]) -> bool:
    return "points possible" in line[0].value.lower()


def _is_no_student(line: Sequence[Cell]) -> bool:
    said = [each.value.strip().lower() for each in line]
    return _is_points_line(line) or all(not each or each.startswith(_NO_STUDENT) for each in said)


def _at(line: Sequence[Cell], column: int) -> str:
    return line[column].value if column < len(line) else ""


def _says(before: str, value: str) -> bool:
    """Whether a cell says this number already, however it is written there."""
    text = before.strip().replace(",", ".")
    try:
        return re.fullmatch(r"\d+(\.\d+)?", text) is not None and Decimal(text) == Decimal(value)
    except ArithmeticError:
        return False


def _quoted(text: str, separator: str) -> str:
    needs = any(each in text for each in (separator, '"', "\r", "\n"))
    return '"' + text.replace('"', '""') + '"' if needs else text


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _unique(pairs: Iterable[tuple[str, Student]]) -> dict[str, Student]:
    """Who is meant by what means one person only."""
    whole = {(key, each.member): each for key, each in pairs if key}
    counts = Counter(key for key, _ in whole)
    return {key: each for (key, _), each in whole.items() if counts[key] == 1}
