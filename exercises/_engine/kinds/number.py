"""Kind `number`: the learner types one number, as people write numbers.

Understood are

- `0.75`, `0,75`, `3/4`, `¾`, `1½`, `75 %` (a percentage is that many hundredths) and `7.5e-1`;
- any of the dashes that keyboards and programs put for a minus;
- thousands set apart: `4,608`, `4.608`, `4 608`, `4'608`, and `1,000.5` or `1.000,5`;
- `0.333…` and `0.333...`, which are the number written, cut off there;
- one of `=`, `≈` and `~` in front, and a full stop at the end;
- a unit behind, but only a word of `_UNIT`, for what the exercises count, or one of `_SCALE`, such as kB, where the
  task names it. Any other word is refused: `three` or `12 apples` is no number.

A comma or a dot before exactly three digits is ambiguous: `4,608` may be 4608 or 4.608. Where the answer is a whole
number, it sets off thousands if that makes the number right or a known mistake; otherwise it is the decimal mark.
(Where either way is a known mistake, a comma sets off thousands and a dot decimals.)
Where the answer is not whole, or so many decimals are asked for, it is the decimal mark: `4,608` is never right for
4608 there, but it may be explained as the known mistake 4608. A fraction such as `1,200/400` is read as whole numbers
are, since what stands above and below its line was counted.

Where the exercise asks for so many decimals, the answer rounded to them is right and so is the answer cut off after
them, or after more of them, whatever the tolerance.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from exercises._engine.catalogue import Exercise, variant
from exercises._engine.kinds.specimens import Specimens, UnusableError
from exercises._engine.types import Verdict, VerdictKind
from exercises._engine.variants import Variant, fill

_HOW = "Type one number, such as 0.75 or 3/4."
_ALONE = "Type the number alone, such as 0.75 or 3/4, without words."
_LONGEST = 64

_SPACES = "\t\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"
_DASHES = "\N{MINUS SIGN}\N{EN DASH}\N{FIGURE DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
_PLAINER = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_DASHES, "-")
    | {"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{FRACTION SLASH}": "/", "\N{HORIZONTAL ELLIPSIS}": "..."}
)

_PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
# Thousands do not begin with 0, and the decimal mark is another than theirs.
_GROUPED = re.compile(
    r"[+-]?[1-9]\d{0,2}(?:(?:,\d{3})+(?:\.\d*)?|(?:\.\d{3})+(?:,\d*)?|(?:( |')\d{3}(?:\1\d{3})*)(?:[.,]\d*)?)",
    re.ASCII,
)
_MIXED = re.compile(r"([+-]?)(\d{0,9}) ?(\D)", re.ASCII)
_WITH_UNIT = re.compile(r"(.*?) *(%|×|[A-Za-z]+)?", re.DOTALL)

# Words for what was counted; they change nothing.
_UNIT = re.compile(
    r"px|×|x|person|people|class(?:es)?|(?:pixel|cell|channel|parameter|weight|number|value|score|mask|point|click"
    r"|stamp|object|segment|layer|car|sign|tree|time)s?",
    re.IGNORECASE,
)
# Units of which another is a thousand, so that the task has to name the one it means.
_SCALE = re.compile(r"bytes?|B|kB|MB|ms|s")


@dataclass(frozen=True)
class Reading:
    """One way to read what was typed. `written` has its decimals as typed; a fraction has none."""

    value: float
    written: Decimal | None
    unit: str = ""


def parse(_exercise: Exercise, text: str) -> str:
    """The text itself; `number_of` reads it."""
    return text.strip()


def number_of(submission: Any) -> float:
    """The number that a submission means where no task says otherwise; `4,608` is 4.608.

    Raises:
        UnusableError: it means none, or not a finite one.
    """
    return readings(submission)[0].value


def readings(submission: Any) -> tuple[Reading, ...]:
    """What a submission may mean: one reading, or one with a decimal mark and then one with thousands set apart.

    Raises:
        UnusableError: it means no number, or not a finite one.
    """
    if isinstance(submission, bool) or not isinstance(submission, int | float | str):
        raise UnusableError(_HOW)
    if isinstance(submission, str):
        return _readings_of(submission)
    try:
        return (_reading(Decimal(repr(float(submission)))),)
    except OverflowError:
        raise UnusableError(_HOW) from None


def grade(exercise: Exercise, submission: Any, seed: int) -> Verdict:
    """The verdict on a number, for the task that `seed` draws."""
    task = variant(exercise, seed)
    try:
        number = _meant(exercise, task, submission)
    except UnusableError as error:
        return Verdict(exercise.id, False, VerdictKind.INVALID, str(error))
    if _is(exercise, number, _answer(task)):
        return Verdict(exercise.id, True, VerdictKind.PASSED, "Right.")
    mistake = _mistake(exercise, task, number)
    if mistake is not None:
        message = task.mistakes[mistake][1]
        return Verdict(exercise.id, False, VerdictKind.MISTAKE, message, mistake=f"mistake_{mistake + 1}")
    return Verdict(exercise.id, False, VerdictKind.WRONG, f"This is not the number. {task.worked}")


def specimens(exercise: Exercise, seed: int) -> Specimens:
    """The answer in several spellings; mistakes and numbers beyond the tolerance; and nonsense."""
    task = variant(exercise, seed)
    answer = _answer(task)
    digits = repr(answer)
    right = [
        answer,
        digits,
        f" {digits} ",
        digits.replace(".", ","),
        f"{answer * 100!r} %",
        f"{digits}/1",
        f"= {digits}",
        f"\N{ALMOST EQUAL TO}{digits}.",
        f"{digits} px",
    ]
    if exercise.decimals is not None:
        unit = Decimal(1).scaleb(-exercise.decimals)
        right += [str(_exactly(answer).quantize(unit, each)) for each in (ROUND_DOWN, ROUND_HALF_UP)]
    elif answer.is_integer():
        right += [
            f"{answer:,.0f}".replace(",", mark) for mark in (",", ".", " ", "'", "\N{NARROW NO-BREAK SPACE}")
        ]
    off = max(2 * exercise.tolerance, 1e-6)
    wrong = [answer + off, answer - off, repr(answer + 1), *(value for value, _ in task.mistakes)]
    invalid = [
        "",
        "three",
        "12 apples",
        "nan",
        "inf",
        "-inf",
        "1e999",
        "1/0",
        "1,00,000",
        "1.2.3",
        "x = 1",
        "0x10",
        "1_000",
        "1" * 99,
    ]
    return Specimens(tuple(right), tuple(wrong), (*invalid, None, True, math.nan, math.inf, 10**400, [1.0]))


def _answer(task: Variant) -> float:
    assert task.answer is not None
    return float(task.answer)


def _meant(exercise: Exercise, task: Variant, submission: Any) -> Reading:
    """What a submission means in this task; the module says how that is decided.

    Raises:
        UnusableError: it means no number, or has a unit that the task does not name.
    """
    decimal, *others = readings(submission)
    if _SCALE.fullmatch(decimal.unit) and decimal.unit not in re.findall(
        r"\w+", fill(exercise.prompt, task.fields)
    ):
        raise UnusableError(_ALONE)
    if not others:
        return decimal
    (thousands,) = others
    told_decimal = _mistake(exercise, task, decimal) is not None
    told_thousands = _mistake(exercise, task, thousands) is not None
    whole = exercise.decimals is None and _answer(task).is_integer()
    if not whole and decimal.written is not None:
        right = _is(exercise, decimal, _answer(task))
        return thousands if told_thousands and not told_decimal and not right else decimal
    if told_decimal and told_thousands:
        # Both are known, so the marks are what they are in English.
        return thousands if "," in submission else decimal
    return thousands if told_thousands or _is(exercise, thousands, _answer(task)) else decimal


def _mistake(exercise: Exercise, task: Variant, number: Reading) -> int | None:
    """The place of the known mistake that this number is."""
    places = (place for place, (value, _) in enumerate(task.mistakes) if _is(exercise, number, value))
    return next(places, None)


def _is(exercise: Exercise, number: Reading, wanted: float) -> bool:
    """Whether a number passes for the wanted one."""
    # A hair of slack: 0.1 + 0.2 typed as 0.3 is right even where the tolerance is 0.
    slack = 1e-12 * max(1.0, abs(wanted))
    return abs(number.value - wanted) <= exercise.tolerance + slack or _shortened(exercise, number, wanted)


def _shortened(exercise: Exercise, number: Reading, wanted: float) -> bool:
    """Whether it is the wanted one, rounded or cut off after as many decimals as asked for, or after more."""
    if exercise.decimals is None or number.written is None:
        return False
    exponent = number.written.as_tuple().exponent
    # With more decimals than `_exactly` keeps, the slack decides alone.
    if not isinstance(exponent, int) or not exercise.decimals <= -exponent < 12:
        return False
    unit, exact = Decimal(1).scaleb(exponent), _exactly(wanted)
    return number.written in {
        exact.quantize(unit, rounding) for rounding in (ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN)
    }


def _exactly(number: float) -> Decimal:
    """A computed number without the dust of binary floats: 0.57 for 0.57000000000000001 and 0.5699999999999999.

    That dust is of the size 1e-16. The answers are quotients of small counts, and so none comes as near as 1e-12 to
    a number of a few decimals without being that number.
    """
    return Decimal(repr(number)).quantize(Decimal("1e-12"))


def _readings_of(text: str) -> tuple[Reading, ...]:
    if len(text.strip()) > _LONGEST:
        raise UnusableError(_HOW)
    text = re.sub(r"^[=≈~] *", "", text.translate(_PLAINER).strip())
    text = _without_stop(text)
    match = _WITH_UNIT.fullmatch(text)
    assert match is not None
    number, unit = match[1], match[2] or ""
    if unit not in ("", "%") and not _UNIT.fullmatch(unit) and not _SCALE.fullmatch(unit):
        raise UnusableError(_ALONE if re.search(r"\d", number) else _HOW)
    above, *below = (part.strip() for part in number.split("/"))
    if len(below) > 1 or (below and unit == "%"):
        raise UnusableError(_HOW)
    values = _values(above)
    if not below:
        return tuple(_reading(value, unit) for value in values)
    divisors = _values(below[0])
    if 0 in divisors:
        raise UnusableError("A fraction needs a number other than 0 below the line.")
    pairs = {(values[0], divisors[0]): None, (values[-1], divisors[-1]): None}
    return tuple(_reading(Fraction(one) / Fraction(other), unit) for one, other in pairs)


def _without_stop(text: str) -> str:
    """The text without a full stop at its end; three of them are an ellipsis."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _values(text: str) -> tuple[Decimal, ...] | tuple[Fraction]:
    """The number as written; where a mark may set off thousands or decimals, first with decimals, then with thousands.

    Raises:
        UnusableError: it is no number.
    """
    if text.endswith("..."):
        text = text.removesuffix("...")
        # Digits go on only behind a decimal mark, so that is what a comma or a dot is here.
        if not _PLAIN.fullmatch(text) or not re.search(r"[.,]\d+$", text):
            raise UnusableError(_HOW)
        return (Decimal(text.replace(",", ".")),)
    if mixed := _MIXED.fullmatch(text):
        return (_fraction(*mixed.groups()),)
    found = [Decimal(text.replace(",", "."))] if _PLAIN.fullmatch(text) else []
    if _GROUPED.fullmatch(text):
        found.append(_grouped(text))
    if not found:
        raise UnusableError(_HOW)
    return tuple(found)


def _grouped(text: str) -> Decimal:
    """The number whose thousands are set apart by the first mark in it."""
    mark = next(character for character in text if character in "., '")
    return Decimal(text.replace(mark, "").replace(",", "."))


def _fraction(sign: str, whole: str, part: str) -> Fraction:
    """`½`, or `1½` with a whole number before it.

    Raises:
        UnusableError: the last character is no fraction.
    """
    if not unicodedata.name(part, "").startswith("VULGAR FRACTION"):
        raise UnusableError(_HOW)
    value = int(whole or 0) + Fraction(unicodedata.numeric(part)).limit_denominator(10)
    return -value if sign == "-" else value


def _reading(value: Decimal | Fraction, unit: str = "") -> Reading:
    if unit == "%":
        value = value.scaleb(-2) if isinstance(value, Decimal) else value / 100
    try:
        number = float(value)
    except OverflowError:
        raise UnusableError(_HOW) from None
    if not math.isfinite(number):
        raise UnusableError(_HOW)
    return Reading(number, value if isinstance(value, Decimal) else None, unit)
