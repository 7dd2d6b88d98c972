"""What is known of an exercise's inputs before anybody submits: the solution's and the mistakes' outcomes."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from exercises._engine.catalogue import CASE_SETS, CatalogueError, Exercise, Mistake
from exercises._engine.compare import show
from exercises._engine.outcomes import Outcome, Raised, Returned, unshared

Case = tuple[Any, ...]


@dataclass(frozen=True)
class PreparedCases:
    """One set of inputs and what the solution returns for each. Shared by all runs: never change a value."""

    exercise: Exercise = field(repr=False)
    cases: tuple[Case, ...]
    expected_outcomes: tuple[Returned, ...]

    @functools.cached_property
    def mistakes(self) -> tuple[tuple[Mistake, tuple[Outcome, ...]], ...]:
        """The known mistakes, each with its outcomes on every input as the host computes them."""
        return tuple(
            (mistake, tuple(host_outcome(function, case) for case in self.cases))
            for mistake, function in self.exercise.mistake_functions
        )


def prepared(exercise: Exercise, seed: int) -> PreparedCases:
    """The inputs that this seed draws, with their outcomes; worked out once per set of inputs."""
    return _prepared(exercise, seed % CASE_SETS)


@functools.lru_cache(maxsize=32 * CASE_SETS)
def _prepared(exercise: Exercise, case_set: int) -> PreparedCases:
    cases = exercise.drawn_cases(case_set)
    return PreparedCases(exercise, cases, tuple(solution_outcome(exercise, case) for case in cases))


def solution_outcome(exercise: Exercise, case: Case) -> Returned:
    """What the solution returns for one input.

    Raises:
        CatalogueError: the solution raises.
    """
    outcome = host_outcome(exercise.solution, case)
    if not isinstance(outcome, Returned):
        raise CatalogueError(f"The solution of {exercise.id} raises for {show(case)}.")
    return outcome


def host_outcome(function: Callable[..., Any], case: Case) -> Outcome:
    """What one of our own functions returns or raises for one input."""
    try:
        return Returned(function(*unshared(case)))
    except Exception as error:
        return Raised(type(error).__name__)
