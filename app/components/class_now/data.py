"""What travels between the two halves of `class_now`, and what its address answers. `data.d.ts` says the same."""

from collections.abc import Sequence
from typing import TypedDict


class NowData(TypedDict):
    """What Python sends: the class, what it is called, and where the browser asks what goes on and sends an answer.

    The addresses are relative to the app's root.
    """

    classroom: str
    name: str
    now: str
    answer: str


class SectionNow(TypedDict):
    """A section that the instructor points at: what it is called, and its path below the app's root."""

    title: str
    path: str


class PollNow(TypedDict):
    """A question to all. `chosen` is -1 where nothing was chosen; while it is open `right` is -1 and `counts` empty.

    The question and its options are HTML that the server made: they are shown as they are.
    """

    id: str
    question: str
    options: Sequence[str]
    chosen: int
    counts: Sequence[int]
    right: int


class AnswerNow(TypedDict):
    """What the instructor answered to a raised hand."""

    id: str
    title: str
    path: str
    answer: str


class Now(TypedDict):
    """What goes on in the class, for one student. `clock` and `timer_ends` are milliseconds since 1970 by the server.

    `timer_ends` is 0 where no timer runs.
    """

    clock: float
    look_here: bool
    message: str
    section: SectionNow | None
    timer_ends: float
    poll: PollNow | None
    answers: Sequence[AnswerNow]


class NowMessage(TypedDict):
    """What the browser sends as `quieted`: the student wants to see none of this."""

    quiet: bool
