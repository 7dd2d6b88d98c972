"""Numbers as words of a sentence or a cell of a table."""

from math import isnan


def percent(share: float, decimals: int = 0) -> str:
    """A share from 0 to 1 in per cent."""
    return f"{100 * share:.{decimals}f} %"


def score(value: float) -> str:
    """A score with three decimals; NaN is a score that does not exist."""
    return "not defined" if isnan(value) else f"{value:.3f}"
