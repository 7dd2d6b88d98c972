"""What the importers of Canvas and Moodle do with a file, as far as it can lose grades; written from their rules.

Canvas: `lib/gradebook_importer.rb` of instructure/canvas-lms. Moodle: `grade/import/csv/classes/load_data.php`.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Grades = dict[tuple[str, str], str | None]
"""By student and assignment; None is no grade."""

_TOTALS = re.compile(
    "Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|"
    "Override Score|Override Grade|Override Status"
)


class InvalidFileError(Exception):
    """The importer refuses the whole file."""


@dataclass
class Canvas:
    """A course: its students by id, and its assignments' titles by id."""

    students: Mapping[str, tuple[str, str]]
    """By id in Canvas: the SIS user id and the name."""
    assignments: dict[str, str] = field(default_factory=dict)
    grades: Grades = field(default_factory=dict)
    possible: dict[str, str] = field(default_factory=dict)
    asked_for: list[str] = field(default_factory=list)

    def take(self, content: bytes) -> None:
        """Import a file."""
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
        head = rows[0]
        if not (len(head) > 3 and "Student" in head[0] and "ID" in head[1]):
            raise InvalidFileError("header")
        known = 3
        if "SIS Login ID" in head[2]:
            known += 1
        elif "SIS User ID" in head[2] and "SIS Login ID" in head[3]:
            known += 2 + ("Integration ID" in head[4])
        if "Section" not in head[known - 1]:
            raise InvalidFileError("Section is not the last")
        columns = {
            place: self._assignment(title)
            for place, title in enumerate(head)
            if place >= known and not _TOTALS.search(title)
        }
        for row in rows[1:]:
            cells = [_number(each) for each in row]
            if "Points Possible" in cells[0]:
                self.possible |= {name: cells[place] for place, name in columns.items()}
            elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", each, re.I) for each in cells):
                self._student(cells, columns)

    def _student(self, cells: list[str], columns: Mapping[int, str]) -> None:
        student = self._find(cells)
        if student is None:
            self.asked_for.append(cells[0])
            return
        for place, name in columns.items():
            if "read only" not in self.possible.get(name, ""):
                value = cells[place].strip() if place < len(cells) else ""
                self.grades[student, name] = None if value in ("", "-") else value

    def _find(self, cells: list[str]) -> str | None:
        if cells[1] in self.students:
            return cells[1]
        by = {sis: id for id, (sis, _) in self.students.items() if sis}
        names = {name: id for id, (_, name) in self.students.items()}
        return by.get(cells[2]) or names.get(cells[0])

    def _assignment(self, title: str) -> str:
        with_id = re.fullmatch(r"(.*) \((\d+)\)\s*", title)
        if with_id and with_id[2] in self.assignments:
            return self.assignments[with_id[2]]
        if title in self.assignments.values():
            return title
        made = with_id[1] if with_id else title
        self.assignments[f"new {len(self.assignments)}"] = made
        return made


def _number(cell: str) -> str:
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *before, last = re.split("[,.]", cell)
    return f"{''.join(before)}.{last}" if before else last


def _separator(text: str) -> str:
    first = text.splitlines()[:3]
    counts = {}
    for each in ";,":
        fields = {len(row) for row in csv.reader(first, delimiter=each)}
        counts[each] = fields.pop() if len(fields) == 1 else 0
    return ";" if counts[";"] > counts[","] else ","


def moodle(
    content: bytes, users: set[str], mapped: Mapping[str, str], by: str, highest: float = 100
) -> Grades:
    """Import a file with these columns mapped to grade items by hand, its users told by the column `by`."""
    grades: Grades = {}
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        user = row[by]
        if user not in users:
            raise InvalidFileError(f"no user {user!r}")
        for title, item in mapped.items():
            value = row[title].strip()
            if value in ("", "-"):
                grades[user, item] = None
                continue
            try:
                worth = float(value.replace(",", "."))
            except ValueError:
                raise InvalidFileError(f"no number: {value!r}") from None
            if worth > highest:
                raise InvalidFileError(f"above {highest}")
            grades[user, item] = value
    return grades
