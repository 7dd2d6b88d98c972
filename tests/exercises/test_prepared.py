"""What is kept of an exercise's inputs: the same for every run, worked out once, changed by nobody."""

from pathlib import Path

from exercises._engine.catalogue import CASE_SETS, Exercise, load
from exercises._engine.grader import Grader
from exercises._engine.prepared import prepared
from exercises._engine.types import VerdictKind


def test_a_set_is_worked_out_once_and_follows_from_the_seed(argmax: Exercise) -> None:
    assert prepared(argmax, 5) is prepared(argmax, 5 + CASE_SETS)
    assert prepared(argmax, 5).cases == argmax.drawn_cases(5)
    assert len({repr(prepared(argmax, seed).cases) for seed in range(CASE_SETS)}) == CASE_SETS


def test_every_set_holds_the_fixed_inputs_and_random_ones(argmax: Exercise) -> None:
    fixed = argmax.cases.FIXED
    for seed in range(CASE_SETS):
        assert prepared(argmax, seed).cases[: len(fixed)] == fixed
        assert len(prepared(argmax, seed).cases) >= len(fixed) + 5


def test_an_exercise_that_was_changed_is_prepared_anew(small: Path) -> None:
    before = prepared(load(small), 1)
    (small / "cases.py").write_text(
        "FIXED = (([9],),)\ndef draw(rng): return ([1],)\ndef valid(n): return True\n"
    )
    assert prepared(load(small), 1).cases != before.cases


def test_neither_submissions_nor_readers_of_a_verdict_change_what_is_kept(
    grader: Grader, argmax: Exercise
) -> None:
    before = repr((prepared(argmax, 3).cases, prepared(argmax, 3).expected_outcomes))
    source = "def class_map(scores):\n    for row in scores:\n        row.clear()\n    scores.append(1)\n"
    verdict = grader.grade(argmax, source + "    return scores\n", seed=3)
    assert verdict.kind is VerdictKind.WRONG and verdict.failing_case is not None
    verdict.failing_case.expected.clear()
    verdict.failing_case.arguments["scores"].clear()
    assert repr((prepared(argmax, 3).cases, prepared(argmax, 3).expected_outcomes)) == before
    assert grader.grade(argmax, argmax.solution_source, seed=3).passed
