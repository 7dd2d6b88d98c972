"""Proves an exercise: what is right passes, what is wrong fails, every mistake earns its own message."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exercises._engine.catalogue import Exercise
from exercises._engine.grader import Grader
from exercises._engine.kinds import SPECIMENS, code
from exercises._engine.prepared import prepared
from exercises._engine.types import Verdict, VerdictKind

SEEDS = range(5)


@dataclass(frozen=True)
class Proof:
    """What was tried on one exercise, by name, and every problem found, as a sentence."""

    exercise: str
    counts: Mapping[str, int]
    problems: tuple[str, ...]


def prove(exercise: Exercise, grader: Grader, seeds: Iterable[int] = SEEDS) -> Proof:
    """Grade everything that the exercise claims to be right, wrong or unusable, for every seed."""
    counts: dict[str, int] = {}
    problems: list[str] = []

    def grade(what: str, submission: object, seed: int, layer: str = "blanks") -> Verdict:
        counts[what] = counts.get(what, 0) + 1
        return grader.grade(exercise, submission, seed, learner="check", layer=layer)

    def demand(right: bool, problem: str) -> None:
        if not right and problem not in problems:
            problems.append(problem)

    for seed in seeds:
        if exercise.kind == "code":
            for number, case in enumerate(exercise.drawn_cases(seed), start=1):
                right_size = len(case) == len(exercise.arguments)
                demand(
                    right_size and bool(exercise.cases.valid(*case)),
                    f"input {number} is not valid (seed {seed})",
                )
            if problems:
                break
        specimens = SPECIMENS[exercise.kind](exercise, seed)
        demand(bool(specimens.right), f"seed {seed} has no right answer to try")
        demand(bool(specimens.wrong), f"seed {seed} has no wrong answer to try")
        for number, right in enumerate(specimens.right, start=1):
            verdict = grade("right", right, seed)
            demand(verdict.passed, f"right answer {number} does not pass (seed {seed}): {verdict.message}")
        for number, wrong in enumerate(specimens.wrong, start=1):
            verdict = grade("wrong", wrong, seed)
            demand(not verdict.passed, f"wrong answer {number} passes (seed {seed})")
            demand(
                verdict.kind not in (VerdictKind.INVALID, VerdictKind.BUSY),
                f"wrong answer {number} is not graded (seed {seed}): {verdict.message}",
            )
        for number, invalid in enumerate(specimens.invalid, start=1):
            verdict = grade("unusable", invalid, seed)
            demand(
                verdict.kind is VerdictKind.INVALID,
                f"unusable answer {number} is {verdict.kind.value} (seed {seed})",
            )
        if exercise.kind != "code":
            continue
        for layer in exercise.layers:
            verdict = grade("starters", layer.starter, seed, layer.name)
            demand(
                verdict.kind is VerdictKind.BLANK,
                f"the {layer.name} starter is {verdict.kind.value}, not blank: {verdict.message}",
            )
        for mistake in exercise.mistakes:
            verdict = grade("mistakes", mistake.source, seed)
            outcome = verdict.mistake or f"no message, but {verdict.kind.value}: {verdict.message}"
            demand(verdict.mistake == mistake.name, f"mistake {mistake.name} earns {outcome} (seed {seed})")
            for other in _also_earned(exercise, seed, mistake.name):
                demand(False, f"mistakes {mistake.name} and {other} cannot be told apart (seed {seed})")
    return Proof(exercise.id, counts, tuple(problems))


def _also_earned(exercise: Exercise, seed: int, name: str) -> list[str]:
    """The other mistakes whose outcomes equal this one's on every input."""
    outcomes = {mistake.name: theirs for mistake, theirs in prepared(exercise, seed).mistakes}
    return [
        other
        for other, theirs in outcomes.items()
        if other != name and code.same_outcomes(outcomes[name], theirs, exercise.tolerance)
    ]
