"""Does a returned value equal the solution's? Decided on the host, type by type, leaf by leaf."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exercises._engine.outcomes import Odd, Outcome, Raised, Returned


class DifferenceKind(StrEnum):
    """In which way an answer is wrong. The shrinker keeps to the way it started with."""

    RAISED = "raised"
    NOTHING = "nothing"
    TYPE = "type"
    SHAPE = "shape"
    VALUE = "value"


@dataclass(frozen=True)
class Difference:
    """Why an answer is wrong: the way, and a plain sentence about it."""

    kind: DifferenceKind
    sentence: str


def difference(outcome: Outcome, expected: Outcome, tolerance: float = 0.0) -> Difference | None:
    """How `outcome` differs from `expected`, or None if they are equal.

    Types must be the same (`True` is not `1`, `1.0` is not `1`, a tuple is not a list). Floats may
    differ by `tolerance`; NaN equals nothing.
    """
    match outcome:
        case Raised(name):
            if outcome == expected:
                return None
            return Difference(DifferenceKind.RAISED, f"Your function raised {name}.")
        case Odd(None):
            return Difference(DifferenceKind.TYPE, "Your function returned something far too large.")
        case Odd(name):
            return Difference(
                DifferenceKind.TYPE,
                f"Your function returned a {name}, or has one inside its answer; {_ask_for(expected)}",
            )
    if not isinstance(expected, Returned):
        return Difference(DifferenceKind.VALUE, "Your function returned a value where none was expected.")
    return _unequal(outcome.value, expected.value, tolerance)


def equal(got: Any, expected: Any, tolerance: float = 0.0) -> bool:
    """Whether two plain values are equal in the sense of `difference`."""
    return _unequal(got, expected, tolerance) is None


def _unequal(got: Any, expected: Any, tolerance: float) -> Difference | None:
    if got is None and expected is not None:
        return Difference(
            DifferenceKind.NOTHING,
            "Your function returned nothing (None). Does every path through it reach a return?",
        )
    if _written_alike(got, expected):
        return None
    try:
        first = next(_differences(got, expected, tolerance, ()), None)
    except RecursionError:
        return Difference(DifferenceKind.SHAPE, "Your function returned lists inside lists far too deep.")
    if first is None:
        return None
    kind, path, here, wanted = first
    place = f"result{''.join(f'[{index}]' for index in path)}" if path else "Your function's result"
    if kind is DifferenceKind.VALUE:
        return Difference(kind, f"{place} is {show(here)}; {show(wanted)} was expected.")
    if kind is DifferenceKind.SHAPE:
        return Difference(
            kind,
            f"{place} has {_count(len(here), 'item')}; {_count(len(wanted), 'item')} "
            f"{'was' if len(wanted) == 1 else 'were'} expected.",
        )
    return Difference(kind, f"{place} is {_kind(here)}; {_kind(wanted)} was expected.{_advice(here, wanted)}")


def _written_alike(got: Any, expected: Any) -> bool:
    """Whether two plain values are surely equal: the same text means the same types and values, but for NaN.

    Much faster than a look at every leaf, and true for nearly every right answer.
    """
    try:
        text = repr(got)
        return "nan" not in text and text == repr(expected)
    except (RecursionError, ValueError):
        return False


def _differences(
    got: Any, expected: Any, tolerance: float, path: tuple[int, ...]
) -> Iterator[tuple[DifferenceKind, tuple[int, ...], Any, Any]]:
    """Every place where the two differ, as (kind, path, got, expected)."""
    if type(got) is not type(expected):
        yield DifferenceKind.TYPE, path, got, expected
    elif isinstance(got, list | tuple):
        if len(got) != len(expected):
            yield DifferenceKind.SHAPE, path, got, expected
        else:
            for index, (here, wanted) in enumerate(zip(got, expected, strict=True)):
                yield from _differences(here, wanted, tolerance, (*path, index))
    elif isinstance(got, float):
        # An infinity differs from itself by NaN, so equality is asked first.
        if (
            math.isnan(got)
            or math.isnan(expected)
            or not (got == expected or abs(got - expected) <= tolerance)
        ):
            yield DifferenceKind.VALUE, path, got, expected
    elif got != expected:
        yield DifferenceKind.VALUE, path, got, expected


def show(value: Any, limit: int = 60) -> str:
    """A short text of a plain value, cut after `limit` characters."""
    try:
        text = _short_number(value) if isinstance(value, int) else repr(value)
    except (RecursionError, ValueError):
        text = "a value too large to print"
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _short_number(value: int) -> str:
    return repr(value) if value.bit_length() < 200 else f"a number of {value.bit_length()} bits"


_KINDS = {
    bool: "a truth value",
    int: "a whole number (int)",
    float: "a number with a decimal point (float)",
    str: "a text (str)",
    list: "a list",
    tuple: "a tuple",
    type(None): "None",
}


def _kind(value: Any) -> str:
    name = _KINDS.get(type(value), f"a {type(value).__name__}")
    return f"{name}: {show(value, 30)}" if isinstance(value, bool | int | float | str) else name


def _advice(got: Any, expected: Any) -> str:
    match (got, expected):
        case (tuple(), list()):
            return " Use square brackets."
        case (list(), tuple()):
            return " Return the values separated by commas, without square brackets."
        case (bool(), int()):
            return " True and False count as 1 and 0 only in sums; a class id is a number."
    return ""


def _ask_for(expected: Outcome) -> str:
    wanted = _kind(expected.value).partition(":")[0] if isinstance(expected, Returned) else "a plain value"
    return f"{wanted} of plain values was expected." if "list" in wanted else f"{wanted} was expected."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
