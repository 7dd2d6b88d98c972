"""A row of the bench's table."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Row:
    """One measured figure. `bar` is what it must stay at or below (or at or above); None: told, not judged."""

    name: str
    value: float
    unit: str
    compared_with: str = ""
    bar: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None where there is none."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar

    def line(self) -> str:
        """The row as text."""
        judged = {None: "", True: "met", False: "MISSED"}[self.met]
        bar = "" if self.bar is None else f"{'≥' if self.at_least else '≤'} {self.bar:g} {self.unit}"
        return f"{self.name:<58} {self.value:>9.2f} {self.unit:<3} {bar:<12} {judged:<7} {self.compared_with}"


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def least_seconds(work: Callable[[], object], times: int = 40) -> float:
    """The least of some repeats: what the work takes when nothing else is in its way."""
    least = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        least = min(least, time.perf_counter() - start)
    return least


def processor_seconds(work: Callable[[], Result]) -> tuple[float, Result]:
    """The processor time that the work takes in this process, and what it gives."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result
