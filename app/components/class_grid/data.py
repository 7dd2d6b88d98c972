"""What travels between the class grid's two halves. `data.d.ts` says the same to JavaScript.

The grid itself does not come from Python: the browser fetches it (`app/live/views.py`).
"""

from collections.abc import Sequence
from typing import TypedDict


class ColumnData(TypedDict):
    """An exercise: its id and title, and the title of its lesson."""

    id: str
    title: str
    lesson: str


class ClassGridData(TypedDict):
    """Whose grid it is, and what all exercises that may be in it are called."""

    classroom: str
    exercises: Sequence[ColumnData]


class OpenedMessage(TypedDict):
    """What the browser sends as `opened`: a student's cell. `named` says whether names are shown; `turn` counts."""

    member: str
    exercise: str
    named: bool
    turn: int
