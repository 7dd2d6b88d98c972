"""What travels between the code editor's two halves. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

Action = Literal["Check", "Run"]


class MarkData(TypedDict):
    """An error to point at; line and column count from 1, without a column the whole line is meant."""

    line: int
    column: int | None
    message: str


class OriginData(TypedDict):
    """From what a text was made: from a stored one of this revision, in the visit `writer`."""

    writer: str
    revision: int


class EditorData(TypedDict):
    """What Python sends; see `_Memory` for the counters, `code_editor` for the rest."""

    key: str
    text: str
    epoch: str
    revision: int
    serial: int
    saved: int
    keeps: bool
    origin: OriginData | None
    starter: str
    locked: Sequence[tuple[int, int]]
    marks: Sequence[MarkData]
    marks_fit: bool
    answered: str | None
    label: str
    busy: bool
    action: Action
    free: bool


class DraftMessage(TypedDict):
    """What the browser sends as `draft`; `origin` is an earlier visit's, if the text was typed there."""

    text: str
    serial: int
    epoch: str
    revision: int
    origin: NotRequired[OriginData | None]


class CheckMessage(DraftMessage):
    """What the browser sends as `check`; `id` is a UUID made for this one check."""

    id: str


class FreeMessage(TypedDict):
    """What the browser sends as `free`: a text that the given lines did not let in, to go on with elsewhere."""

    text: str
