"""What the grader says, as plain frozen values: the only part of the engine the records know."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class VerdictKind(StrEnum):
    """Why a submission passed or did not."""

    PASSED = "passed"
    WRONG = "wrong"
    """It ran, and a value differs from the solution's."""
    MISTAKE = "mistake"
    """It ran, and every value equals those of a mistake we know."""
    BLANK = "blank"
    """A `___` is still there."""
    SYNTAX = "syntax"
    """It is not Python (or not the part of Python the sandbox speaks)."""
    ERROR = "error"
    """It raised while running."""
    LIMIT = "limit"
    """It ran too long, or took too much memory or output."""
    INVALID = "invalid"
    """Not a gradable answer: empty, of the wrong type, too large."""
    BUSY = "busy"
    """Nothing was graded: the grader is full, or this learner's last run is still going."""


@dataclass(frozen=True)
class FailingCase:
    """The smallest input found that still fails. Values are plain Python.

    `got` is `None` and `raised` set where the code raised on this input.
    """

    arguments: Mapping[str, Any]
    expected: Any
    got: Any = None
    raised: str | None = None
    shrunk: bool = False


@dataclass(frozen=True)
class Verdict:
    """One graded submission.

    `message` is one or two plain sentences (Markdown inert). `line` and `column` are 1-based and
    point into the submission. `mistake` names the known mistake matched. `printed` is what the
    learner's code printed on the failing case (or the first one), apart from the verdict.
    `conditions` are the single requirements of a `mask` exercise as (text, met) pairs. `said` is what
    Python itself prints of an error: the line, the caret, its words. `ms` is the time the grader took,
    in milliseconds.
    """

    exercise: str
    passed: bool
    kind: VerdictKind
    message: str
    line: int | None = None
    column: int | None = None
    failing_case: FailingCase | None = None
    mistake: str | None = None
    printed: str = ""
    conditions: tuple[tuple[str, bool], ...] = ()
    said: str = ""
    ms: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """A JSON-ready dictionary of the public fields; a NaN or an infinity becomes its name."""
        whole = asdict(self)
        return {name: _jsonable(whole[name]) for name in _JSON_FIELDS} | {"kind": self.kind.value}


def _jsonable(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    return value


_JSON_FIELDS = ("exercise", "passed", "kind", "message", "line", "failing_case", "mistake", "ms")
