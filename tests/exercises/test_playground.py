"""Programs of the learner's own: what they return is shown, and none of them gets out of its limits."""

import threading
import time

import pytest

from exercises._engine.grader import Grader
from exercises._engine.sandbox import SOURCE_BYTES
from exercises._engine.types import VerdictKind


@pytest.mark.parametrize("value", ["[[0, 1], [2, 2]]", "()", "None", "True", "1.5", "'dog'", "[(1, [None])]"])
def test_a_plain_value_is_shown_as_it_is(grader: Grader, value: str) -> None:
    played = grader.play(f"def mask():\n    print('here')\n    return {value}\n", "mask")
    assert repr(played.value) == repr(eval(value))
    assert (played.printed, played.problem) == ("here\n", None)


@pytest.mark.timed
@pytest.mark.parametrize(
    ("source", "kind", "line", "said"),
    [
        ("def mask():\n    return (\n", VerdictKind.SYNTAX, 2, "never closed"),
        ("def mask():\n    x = 1\n    return x / 0\n", VerdictKind.ERROR, 3, "divided by zero"),
        ("x = [][1]\ndef mask():\n    return 1\n", VerdictKind.ERROR, 1, "a list is asked"),
        ("def msk():\n    return 1\n", VerdictKind.ERROR, 1, "called mask"),
        ("mask = 3\n", VerdictKind.ERROR, None, "does not define"),
        ("", VerdictKind.INVALID, None, "no code yet"),
        ("def mask(scores):\n    return 1\n", VerdictKind.ERROR, 1, "wrong number of arguments"),
        ("import torch\ndef mask():\n    return 1\n", VerdictKind.ERROR, 1, "torch is not available"),
        ("def mask():\n    return open('/etc/passwd').read()\n", VerdictKind.ERROR, 2, "outside"),
        ("def mask():\n    while True:\n        pass\n", VerdictKind.LIMIT, 2, "ran for more than"),
        ("def mask():\n    return [0] * 10 ** 9\n", VerdictKind.LIMIT, 2, "memory"),
        ("def mask():\n    while True:\n        print(1)\n", VerdictKind.LIMIT, None, "printed more"),
        ("def mask():\n    return mask()\n", VerdictKind.ERROR, 2, "calls itself"),
        ("def mask():\n    return {1, 2}\n", VerdictKind.INVALID, None, "returned a set"),
        ("def mask():\n    return [0] * 30_000\n", VerdictKind.INVALID, None, "more than can be shown"),
        ("def mask():\n    a = []\n    a.append(a)\n    return a\n", VerdictKind.INVALID, None, "more than"),
        ("x = '\0'\n", VerdictKind.INVALID, None, "no text"),
        ("x = '\ud800'\n", VerdictKind.INVALID, None, "no text"),
        ("#" * (SOURCE_BYTES + 1), VerdictKind.INVALID, None, "longer than"),
    ],
)
def test_every_problem_is_told_in_a_sentence(
    grader: Grader, source: str, kind: VerdictKind, line: int | None, said: str
) -> None:
    began = time.perf_counter()
    played = grader.play(source, "mask")
    assert time.perf_counter() - began < 2.0
    assert played.value is None
    assert played.problem is not None
    assert (played.problem.kind, played.problem.line) == (kind, line)
    assert said in played.problem.message and len(played.problem.message) < 300
    assert len(played.printed) < 5_000
    assert grader.play("def mask():\n    return 1\n", "mask").value == 1


def test_what_was_printed_before_an_odd_value_is_kept(grader: Grader) -> None:
    assert grader.play("def mask():\n    print('here')\n    return {1}\n", "mask").printed == "here\n"


def test_a_learner_plays_or_checks_one_thing_at_a_time(grader: Grader) -> None:
    loop = "def mask():\n    while True:\n        pass\n"
    thread = threading.Thread(target=grader.play, args=(loop, "mask", "one"))
    thread.start()
    time.sleep(0.2)
    problem = grader.play("def mask():\n    return 1\n", "mask", learner="one").problem
    thread.join()
    assert problem is not None and problem.kind is VerdictKind.BUSY
    assert grader.play("def mask():\n    return 1\n", "mask", learner="one").value == 1
