"""Proves an exercise: what is right passes, what is wrong fails, every mistake earns its own message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exercises._engine.catalogue import Exercise
from exercises._engine.grader import Grader
from exercises._engine.kinds import SPECIMENS, code
from exercises._engine.prepared import host_outcome, prepared
from exercises._engine.types import Verdict, VerdictKind

SEEDS = range(5)


@dataclass(frozen=True)
class Proof:
    """What was tried on one exercise, by name, and every problem found, as a sentence."""

    exercise: str
    counts: Mapping[str, int]
    problems: tuple[str, ...]


def prove(exercise: Exercise, grader: Grader, seeds: Sequence[int] = SEEDS) -> Proof:
    """Grade everything that the exercise, and its sibling, claim to be right, wrong or unusable, for every seed."""
    proof = _proof(exercise, grader, seeds)
    if exercise.sibling is None or proof.problems:
        return proof
    return _with_sibling(proof, exercise, exercise.sibling, grader, seeds)


def _proof(exercise: Exercise, grader: Grader, seeds: Sequence[int]) -> Proof:
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


def _with_sibling(
    proof: Proof, exercise: Exercise, sibling: Exercise, grader: Grader, seeds: Sequence[int]
) -> Proof:
    """The proof of an exercise, and that of its sibling, which asks for something else."""
    problems = [
        f"the unaided task's solution solves the first task too (seed {seed})"
        for seed in seeds
        if code.same_outcomes(
            [host_outcome(sibling.solution, case) for case in exercise.drawn_cases(seed)],
            prepared(exercise, seed).expected_outcomes,
            exercise.tolerance,
        )
    ]
    of_sibling = prove(sibling, grader, seeds)
    problems += [f"the unaided task: {problem}" for problem in of_sibling.problems]
    counts = {what: proof.counts[what] + of_sibling.counts.get(what, 0) for what in proof.counts}
    return Proof(exercise.id, counts, tuple(problems))


def _also_earned(exercise: Exercise, seed: int, name: str) -> list[str]:
    """The other mistakes whose outcomes equal this one's on every input."""
    outcomes = {mistake.name: theirs for mistake, theirs in prepared(exercise, seed).mistakes}
    return [
        other
        for other, theirs in outcomes.items()
        if other != name and code.same_outcomes(outcomes[name], theirs, exercise.tolerance)
    ]
