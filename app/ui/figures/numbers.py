"""Numbers as words of a sentence or a cell of a table."""

from datetime import date
from math import isnan


def percent(share: float, decimals: int = 0) -> str:
    """A share from 0 to 1 in per cent."""
    return f"{100 * share:.{decimals}f} %"


def number(value: float, decimals: int, *, signed: bool = False) -> str:
    """A number that may be negative, with a minus sign for it; `signed` writes a plus sign too."""
    return f"{value:{'+' if signed else ''}.{decimals}f}".replace("-", "−")


def tiny(value: float) -> str:
    """The first digit of a difference that is next to nothing, written out."""
    digits = f"{value:.1g}"
    return f"{float(digits):.{-int(digits[-3:])}f}" if "e-" in digits else digits


def day(iso: str) -> str:
    """A day such as 2026-11-26 in words."""
    each = date.fromisoformat(iso)
    return f"{each.day} {each:%B %Y}"


def score(value: float) -> str:
    """A score with three decimals; NaN is a score that does not exist."""
    return "not defined" if isnan(value) else f"{value:.3f}"
