"""What one draw of a `number`, `choice` or `mask` exercise consists of, as plain frozen values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_FIELD = re.compile(r"\{(\w+)\}")

Mask = Sequence[Sequence[int]]
"""Rows of class ids, (height, width)."""


@dataclass(frozen=True)
class TaskPicture:
    """A mask shown with the task; `class_names[i]` is the palette name of class id `i`."""

    title: str
    mask: Mask
    class_names: tuple[str, ...]


@dataclass(frozen=True)
class TaskChart:
    """Curves by step shown with the task: each has a name and points (step, value), all on one axis from 0."""

    title: str
    curves: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


@dataclass(frozen=True)
class Condition:
    """One requirement of a `mask` exercise: its text, whether it is met, and the value to show."""

    text: str
    met: bool
    value: str = ""


@dataclass(frozen=True)
class Variant:
    """One concrete task, drawn from a seed.

    `fields` fill the `{name}` places of the prompt. `answer` is the right number (kind `number`) or
    the index of the right option (kind `choice`). `options` are (text, why it is right or wrong)
    pairs. `mistakes` are (wrong number, message) pairs, and `worked` is what any other wrong number
    earns: the values on the way to the answer, such as how many cells are shared and what the union is.
    For kind `mask`, `start` is the mask the learner begins with, `truth` the mask shown beside it,
    (height, width) class ids both.
    """

    fields: Mapping[str, str | int | float] = field(default_factory=dict)
    answer: float | int | None = None
    pictures: tuple[TaskPicture, ...] = ()
    charts: tuple[TaskChart, ...] = ()
    mistakes: tuple[tuple[float, str], ...] = ()
    worked: str = ""
    options: tuple[tuple[str, str], ...] = ()
    start: Mask | None = None
    truth: Mask | None = None
    class_names: tuple[str, ...] = ()


def fill(text: str, fields: Mapping[str, str | int | float]) -> str:
    """`text` with every `{name}` of `fields` filled in; other braces stay as they are."""
    return _FIELD.sub(lambda match: str(fields.get(match[1], match[0])), text)
