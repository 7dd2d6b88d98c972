"""The door to the engine: verdicts, mistakes, and who may run when."""

import json
import threading
import time
from pathlib import Path

import pytest

from exercises._engine.catalogue import Exercise, catalogue, load
from exercises._engine.grader import Grader
from exercises._engine.types import FailingCase, Verdict, VerdictKind

LOOP = "def class_map(scores):\n    while True:\n        pass\n"


def test_the_solution_passes(grader: Grader, argmax: Exercise) -> None:
    verdict = grader.grade("argmax_per_pixel", argmax.solution_source)
    assert verdict.passed
    assert (verdict.exercise, verdict.kind, verdict.failing_case) == (
        "argmax_per_pixel",
        VerdictKind.PASSED,
        None,
    )
    assert verdict.ms > 0


def test_an_unknown_exercise_is_an_error_of_the_caller(grader: Grader) -> None:
    with pytest.raises(KeyError):
        grader.grade("no_such_exercise", "x = 1")


def test_a_wrong_answer_shows_the_smallest_input(grader: Grader, small: Path) -> None:
    source = "def largest(numbers):\n    print(numbers)\n    return max(numbers + [0])\n"
    verdict = grader.grade(load(small), source, seed=3)
    assert verdict.kind is VerdictKind.WRONG
    assert verdict.failing_case == FailingCase({"numbers": [-1]}, -1, 0, shrunk=True)
    assert verdict.message == "Your function's result is 0; -1 was expected."
    assert verdict.printed == "[-1]\n"


def test_a_known_mistake_earns_its_message_and_not_its_code(grader: Grader, small: Path) -> None:
    exercise = load(small)
    verdict = grader.grade(exercise, "def largest(n):\n    a, *b = sorted(n)\n    return a\n", seed=2)
    assert (verdict.kind, verdict.mistake) == (VerdictKind.MISTAKE, "smallest")
    assert verdict.message == "That is the smallest number."
    assert verdict.failing_case is not None
    assert "min(" not in json.dumps(verdict.as_json())


def test_almost_a_known_mistake_is_none(grader: Grader, small: Path) -> None:
    source = "def largest(n):\n    return min(n) if n != [7] else 8\n"
    verdict = grader.grade(load(small), source, seed=2)
    assert (verdict.kind, verdict.mistake) == (VerdictKind.WRONG, None)


def test_a_mistake_may_raise(grader: Grader, small: Path) -> None:
    (small / "mistakes.toml").write_text(
        "[second]\nmessage = 'There may be no second.'\nprogram = 'def largest(n): return n[1]'\n"
    )
    verdict = grader.grade(load(small), "def largest(numbers):\n    i = 1\n    return numbers[i]\n", seed=2)
    assert verdict.mistake == "second"
    assert verdict.message == "There may be no second."


def test_a_mistake_that_rounds_is_known_in_the_sandbox_too(grader: Grader) -> None:
    """Monty rounds halves unlike CPython; a mistake is recognised all the same, for any inputs."""
    exercise = catalogue()["mean_iou"]
    for mistake in exercise.mistakes:
        for seed in (2, 3, 4):
            assert grader.grade(exercise, mistake.source, seed).mistake == mistake.name


def test_printed_text_of_a_right_answer_is_the_first_call_s(grader: Grader, small: Path) -> None:
    verdict = grader.grade(load(small), "def largest(n):\n    print('of', n)\n    return max(n)\n")
    assert verdict.passed
    assert verdict.printed == "of [3, 1, 2]\n"


def test_code_that_remembers_is_told_so(grader: Grader, small: Path) -> None:
    source = "seen = []\ndef largest(numbers):\n    seen.extend(numbers)\n    return max(seen)\n"
    verdict = grader.grade(load(small), source)
    assert verdict.kind is VerdictKind.WRONG
    assert "remembers nothing between calls" in verdict.message
    assert verdict.failing_case is not None
    assert verdict.failing_case.got != verdict.failing_case.expected


def test_an_unchanged_starter_is_blank_in_its_layer(grader: Grader, small: Path) -> None:
    (small / "starter.py").write_text("def largest(numbers):\n    return 0\n")
    exercise = load(small)
    assert grader.grade(exercise, exercise.layer("blanks").starter).kind is VerdictKind.BLANK
    assert grader.grade(exercise, exercise.layer("blanks").starter, layer="other").kind is VerdictKind.WRONG


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(grader: Grader, small: Path) -> None:
    exercise = load(small)
    assert grader.grade(exercise, "\ufeff" + exercise.solution_source.replace("\n", "\r\n")).passed


def test_a_slow_right_answer_passes(grader: Grader, small: Path) -> None:
    """Slower than a short run, faster than a second: it takes a long run's turn."""
    source = "for i in range(1_500_000):\n    pass\n\ndef largest(n):\n    return max(n)\n"
    verdict = grader.grade(load(small), source)
    assert verdict.passed, verdict
    assert verdict.ms > 60


def test_a_learner_has_one_run_at_a_time(grader: Grader, argmax: Exercise) -> None:
    first: list[Verdict] = []
    thread = threading.Thread(target=lambda: first.append(grader.grade(argmax, LOOP, learner="one")))
    thread.start()
    time.sleep(0.2)
    second = grader.grade(argmax, argmax.solution_source, learner="one")
    other = grader.grade(argmax, argmax.solution_source, learner="other")
    thread.join()
    assert second.kind is VerdictKind.BUSY and "still running" in second.message
    assert other.passed
    assert first[0].kind is VerdictKind.LIMIT
    assert grader.grade(argmax, argmax.solution_source, learner="one").passed


def test_a_full_grader_says_busy_at_once(argmax: Exercise) -> None:
    verdicts: list[Verdict] = []
    with Grader(workers=1, queue=1) as grader:
        threads = [
            threading.Thread(
                target=lambda name=name: verdicts.append(grader.grade(argmax, LOOP, learner=name))
            )
            for name in "abcdef"
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        busy = [verdict for verdict in verdicts if verdict.kind is VerdictKind.BUSY]
        assert busy and all("try again" in verdict.message for verdict in busy)
        assert {verdict.kind for verdict in verdicts} == {VerdictKind.BUSY, VerdictKind.LIMIT}
        assert grader.grade(argmax, argmax.solution_source, learner="a").passed


def test_answers_without_code_need_no_turn(grader: Grader) -> None:
    exercise = next(each for each in catalogue().values() if each.kind == "choice")
    assert grader.grade(exercise, None, learner="x").kind is VerdictKind.INVALID


def test_a_verdict_as_json_is_plain() -> None:
    case = FailingCase({"x": [float("nan"), (1, 2)]}, float("inf"), -1.5)
    verdict = Verdict("x", False, VerdictKind.WRONG, "No.", failing_case=case, ms=1.0)
    text = json.dumps(verdict.as_json(), allow_nan=False)
    assert json.loads(text) == {
        "exercise": "x",
        "passed": False,
        "kind": "wrong",
        "message": "No.",
        "line": None,
        "failing_case": {
            "arguments": {"x": ["nan", [1, 2]]},
            "expected": "inf",
            "got": -1.5,
            "raised": None,
            "shrunk": False,
        },
        "mistake": None,
        "ms": 1.0,
    }
