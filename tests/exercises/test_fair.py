"""The grader judges programs as CPython does: no right one is refused, no wrong one accepted."""

import pytest

from exercises._engine.catalogue import CASE_SETS, Exercise, catalogue
from exercises._engine.grader import Grader
from exercises._engine.kinds import code
from exercises._engine.sandbox import Sandbox
from exercises._engine.types import VerdictKind
from tests.exercises.oracle import programs, right_sets

CODE = [exercise for exercise in catalogue().values() if exercise.kind == "code"]
FEW, ALL = range(0, CASE_SETS, CASE_SETS // 4), range(CASE_SETS)


def judged(exercise: Exercise) -> list[tuple[str, str, bool]]:
    """Every program for the exercise: its name, its source, and whether it is right."""
    return [
        (path.name, path.read_text(encoding="utf-8"), path.name.startswith("right_"))
        for other, path in programs()
        if other is exercise
    ]


@pytest.mark.parametrize("exercise", CODE, ids=lambda exercise: exercise.id)
def test_programs_are_what_cpython_says_they_are(exercise: Exercise) -> None:
    misnamed = [
        name for name, source, right in judged(exercise) if set(right_sets(exercise, source)) != {right}
    ]
    assert misnamed == []


@pytest.mark.parametrize("exercise", CODE, ids=lambda exercise: exercise.id)
def test_there_are_many_in_many_styles(exercise: Exercise) -> None:
    rights = [right for _, _, right in judged(exercise)]
    assert rights.count(True) >= 8 and rights.count(False) >= 8
    assert len({source for _, source, _ in judged(exercise)}) == len(rights)


@pytest.mark.parametrize("seeds", [FEW, pytest.param(ALL, marks=pytest.mark.long)], ids=["few", "all"])
@pytest.mark.parametrize("exercise", CODE, ids=lambda exercise: exercise.id)
def test_no_right_program_is_refused_and_no_wrong_one_accepted(
    exercise: Exercise, seeds: range, sandbox: Sandbox
) -> None:
    unfair = [
        (name, seed)
        for name, source, right in judged(exercise)
        for seed, passes in zip(seeds, code.passes(exercise, source, seeds, sandbox), strict=True)
        if passes is not right
    ]
    assert unfair == []


@pytest.mark.parametrize("exercise", CODE, ids=lambda exercise: exercise.id)
def test_a_verdict_says_so(exercise: Exercise, grader: Grader) -> None:
    """The whole grader, once for every program: right ones pass, wrong ones get a reason."""
    for name, source, right in judged(exercise):
        verdict = grader.grade(exercise, source, seed=5)
        assert verdict.passed is right, (name, verdict)
        assert verdict.kind in (
            (VerdictKind.PASSED,) if right else (VerdictKind.WRONG, VerdictKind.MISTAKE, VerdictKind.ERROR)
        ), (name, verdict)
        assert right or verdict.failing_case is not None or verdict.kind is VerdictKind.ERROR, (name, verdict)


def test_every_folder_is_an_exercise_and_every_file_a_program() -> None:
    for exercise, path in programs():
        assert exercise in CODE
        assert path.name.startswith(("right_", "wrong_")), path
