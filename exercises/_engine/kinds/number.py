"""Kind `number`: the learner types one number.

Understood are `0.75`, `0,75`, `3/4`, `75 %` (a percentage is that many hundredths) and `7.5e-1`.
"""

import math
import re
from typing import Any

from exercises._engine.catalogue import Exercise, variant
from exercises._engine.kinds.specimens import Specimens, UnusableError
from exercises._engine.types import Verdict, VerdictKind

_HOW = "Type one number, such as 0.75 or 3/4."
_PLAIN = r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?"
_NUMBER = re.compile(rf"({_PLAIN})\s*(?:/\s*({_PLAIN})|(%))?", re.ASCII)
_LONGEST = 64


def parse(_exercise: Exercise, text: str) -> str:
    """The text itself; `number_of` reads it."""
    return text.strip()


def number_of(submission: Any) -> float:
    """The number that a submission means.

    Raises:
        UnusableError: it means none, or not a finite one.
    """
    if isinstance(submission, bool) or not isinstance(submission, int | float | str):
        raise UnusableError(_HOW)
    if isinstance(submission, str):
        return _finite(_value_of(submission))
    try:
        return _finite(float(submission))
    except OverflowError:
        raise UnusableError(_HOW) from None


def grade(exercise: Exercise, submission: Any, seed: int) -> Verdict:
    """The verdict on a number, for the task that `seed` draws."""
    try:
        number = number_of(submission)
    except UnusableError as error:
        return Verdict(exercise.id, False, VerdictKind.INVALID, str(error))
    task = variant(exercise, seed)
    assert task.answer is not None
    if _near(number, task.answer, exercise.tolerance):
        return Verdict(exercise.id, True, VerdictKind.PASSED, "Right.")
    for index, (value, message) in enumerate(task.mistakes):
        if _near(number, value, exercise.tolerance):
            return Verdict(exercise.id, False, VerdictKind.MISTAKE, message, mistake=f"mistake_{index + 1}")
    return Verdict(exercise.id, False, VerdictKind.WRONG, "This is not the number. Count once more.")


def specimens(exercise: Exercise, seed: int) -> Specimens:
    """The answer in several spellings; mistakes and numbers beyond the tolerance; and nonsense."""
    task = variant(exercise, seed)
    assert task.answer is not None
    answer = float(task.answer)
    digits = repr(answer)
    right = [
        answer,
        digits,
        f" {digits} ",
        digits.replace(".", ","),
        f"{answer * 100!r} %",
        f"{digits}/1",
    ]
    if exercise.decimals is not None:
        right.append(f"{answer:.{exercise.decimals}f}")
    off = max(2 * exercise.tolerance, 1e-6)
    wrong = [answer + off, answer - off, repr(answer + 1), *(value for value, _ in task.mistakes)]
    invalid = [
        "",
        "three",
        "nan",
        "inf",
        "-inf",
        "1e999",
        "1/0",
        "1,000.5",
        "1.2.3",
        "0x10",
        "1_000",
        "1" * 99,
    ]
    return Specimens(tuple(right), tuple(wrong), (*invalid, None, True, math.nan, math.inf, 10**400, [1.0]))


def _value_of(text: str) -> float:
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise UnusableError(_HOW)
    number = float(match[1].replace(",", "."))
    if match[2]:
        divisor = float(match[2].replace(",", "."))
        if divisor == 0:
            raise UnusableError("A fraction needs a number other than 0 below the line.")
        return number / divisor
    return number / 100 if match[3] else number


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise UnusableError(_HOW)
    return number


def _near(number: float, answer: float, tolerance: float) -> bool:
    # A hair of slack: 0.1 + 0.2 typed as 0.3 is right even where the tolerance is 0.
    return abs(number - answer) <= tolerance + 1e-12 * max(1.0, abs(answer))
