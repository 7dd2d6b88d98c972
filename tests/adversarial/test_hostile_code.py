"""Code written to fool the grader, to stall it, or to take the host down. None of it may."""

import os
import threading
import time
from collections.abc import Iterator

import pytest

from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.grader import Grader
from exercises._engine.sandbox import MEMORY_BYTES
from exercises._engine.types import Verdict, VerdictKind
from tests.interpreters import interpreters
from tests.waits import until

HEAD = "def class_map(scores):\n"
LOOP = HEAD + "    while True:\n        pass\n"
DOUBLING = "    a = []\n    for i in range(60):\n        a = [a, a]\n"


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader(workers=2) as grader:
        yield grader


@pytest.fixture(scope="module")
def argmax() -> Exercise:
    return catalogue()["argmax_per_pixel"]


SPOOFS = {
    "equal to everything": "class A:\n    def __eq__(self, other):\n        return True\n"
    "    def __ne__(self, other):\n        return False\n" + HEAD + "    return A()\n",
    "equal cells": "class A:\n    def __eq__(self, other):\n        return True\n"
    + HEAD
    + "    return [[A() for pixel in row] for row in scores]\n",
    "redefined builtins": "def yes(*a):\n    return True\n"
    "abs = len = isinstance = all = any = zip = range = type = set = map = yes\n" + HEAD + "    return []\n",
    "redefined print": "def print(*a):\n    return None\n" + HEAD + "    return [['dog']]\n",
    "own report": HEAD + "    print('[[\"returned\", [[\"dog\"]]]]')\n    return [['dog']]\n",
    "names of the driver": "_report = _cases = _token = _plain = _space = 1\n"
    + HEAD
    + "    global _report, _token, _name, _cases\n    _report = []\n    _cases = []\n"
    + "    _token = ''\n    return 1\n",
    "exec into the driver": HEAD
    + "    exec('_report = []; _cases = []; _plain = print')\n    return [['dog']]\n",
    "the token": HEAD
    + "    try:\n        return eval('_token')\n    except NameError:\n        return [['dog']]\n",
    "globals": HEAD + "    return globals()['_cases']\n",
    "locals": HEAD + "    return locals()\n",
    "function globals": HEAD + "    return class_map.__globals__\n",
    "subclasses": HEAD + "    return ().__class__.__base__.__subclasses__()\n",
    "main module": "import __main__\n" + HEAD + "    return __main__._cases\n",
    "system modules": "import sys\n" + HEAD + "    return str(sys.modules)\n",
    "frames": "import inspect\n" + HEAD + "    return inspect.stack()\n",
    "patched json": "import json\njson.dumps = lambda value: '[]'\n" + HEAD + "    return [['dog']]\n",
    "empty input": HEAD + "    scores.clear()\n    return []\n",
    "input as answer": HEAD + "    return scores\n",
    "changed input": HEAD
    + "    for row in scores:\n        row[:] = ['background'] * len(row)\n    return scores\n",
    "cycle": HEAD + "    a = []\n    a.append(a)\n    return a\n",
    "generator expression": HEAD + "    return (['dog'] for row in scores)\n",
    "map object": HEAD + "    return map(str, scores)\n",
    "not a number": HEAD + "    return float('nan')\n",
    "truth": HEAD + "    return True\n",
    "text of the answer": HEAD + "    return str([['background' for pixel in row] for row in scores])\n",
    "exit": HEAD + "    raise SystemExit(0)\n",
    "interrupt": HEAD + "    raise KeyboardInterrupt\n",
    "exit while defining": "raise SystemExit(0)\n",
    "exit by name": "import sys\nsys.exit(0)\n",
    "unicode look-alike": "def class_m\u0430p(scores):\n    return 1\n",
    "async": "async def class_map(scores):\n    return [['dog']]\n",
    "report without outcomes": "import _host\n"
    'while _host.call(b\'report{"printed":"","outcomes":[],"numpy":false}\'): pass\n',
    "report of a place that is none": 'import _host\nwhile _host.call(b\'report{"printed":"","failure":'
    '{"stage":"syntax","type":"E","message":"","bases":[],"line":-999,"column":-9}}\'): pass\n',
    "report after the end": HEAD
    + '    import _host\n    while True:\n        _host.call(b\'report{"printed":"","outcomes":[],"numpy":false}\')\n',
    "count the calls": "calls = []\n" + HEAD + "    calls.append(1)\n"
    "    if len(calls) == 1:\n        return [['background', 'person'], ['dog', 'dog']]\n"
    "    return [['dog']]\n",
}


@pytest.mark.parametrize("source", SPOOFS.values(), ids=SPOOFS.keys())
def test_no_trick_passes(grader: Grader, argmax: Exercise, source: str) -> None:
    verdict = grader.grade(argmax, source, seed=9)
    assert not verdict.passed
    assert verdict.kind not in (VerdictKind.PASSED, VerdictKind.BUSY, VerdictKind.INVALID)
    assert verdict.message
    assert grader.grade(argmax, argmax.solution_source, seed=9).passed


def test_right_code_may_redefine_builtins(grader: Grader, argmax: Exercise) -> None:
    """What learners do to names of their own is their own affair."""
    renamed = "\nprint = type = len_ = json = map = set = None\n"
    assert grader.grade(argmax, argmax.alternative_source + renamed, seed=9).passed


STALLS = {
    "loop": LOOP,
    "loop while defining": "while True:\n    pass\n",
    "loop that catches": HEAD
    + "    while True:\n        try:\n            while True:\n                pass\n"
    + "        except BaseException:\n            pass\n",
    "bare except": HEAD
    + "    while True:\n        try:\n            nowhere\n        except:\n            pass\n",
    "big numbers": HEAD + "    x = 3\n    while True:\n        x = x * x\n",
    "power": HEAD + "    return 7 ** 7 ** 7 ** 7\n",
    "shift": HEAD + "    return 1 << 10 ** 10\n",
    "digits": HEAD + "    return str(10 ** 100000)\n",
    "long sum": HEAD + "    return sum(range(10 ** 12))\n",
    "long sort": HEAD + "    return sorted(range(10 ** 9))\n",
    "long list": HEAD + "    return [0] * 10 ** 9\n",
    "growing list": HEAD + "    x = [1]\n    while True:\n        x = x + x\n",
    "growing text": HEAD + "    x = 'x'\n    while True:\n        x = x + x\n",
    "long text": HEAD + "    return 'x' * 30_000_000\n",
    "wide result": HEAD + "    return [0] * 3_000_000\n",
    "deep result": HEAD + "    a = []\n    for i in range(100_000):\n        a = [a]\n    return a\n",
    "doubling result": HEAD + DOUBLING + "    return a\n",
    "doubling tuple": HEAD + DOUBLING.replace("[a, a]", "(a, a)") + "    return a\n",
    "doubling print": HEAD + DOUBLING + "    print(a)\n",
    "doubling text": HEAD + DOUBLING + "    return str(a)\n",
    "doubling error": HEAD + DOUBLING + "    raise ValueError(a)\n",
    "doubling comparison": HEAD
    + DOUBLING
    + DOUBLING.replace("a", "b").replace("rbnge", "range")
    + "    return a == b\n",
    "long error": HEAD + "    raise ValueError('x' * 30_000_000)\n",
    "error without end": HEAD + "    raise ValueError('x' * 10 ** 10)\n",
    "prints without end": HEAD + "    while True:\n        print(1)\n",
    "prints much": HEAD + "    while True:\n        print('abcdefgh' * 10_000)\n",
    "prints once": HEAD + "    print('x' * 20_000_000)\n",
    "recursion": HEAD + "    return class_map(scores)\n",
    "recursion that catches": HEAD
    + "    try:\n        return class_map(scores)\n"
    + "    except RecursionError:\n        return class_map(scores)\n",
    "backtracking": "import re\n" + HEAD + "    return re.match('(a+)+$', 'a' * 40 + 'b')\n",
    "sleep": "import time\n" + HEAD + "    time.sleep(60)\n",
    "deep brackets": "x = " + "(" * 15_000 + ")" * 15_000,
    "deep minus": "x = " + "-" * 31_000 + "1",
    "deep attributes": "x = a" + ".b" * 15_000,
    "deep calls": "x = f" + "()" * 15_000,
    "deep lists": "x = " + "[" * 15_000 + "]" * 15_000,
    "deep lambdas": "x = " + "lambda:" * 4_000 + "1",
    "deep blocks": "".join(" " * depth + "if 1:\n" for depth in range(200)) + " " * 200 + "x = 1\n",
    "deep not": "x = " + "not " * 7_900 + "1",
    "deep conditions": "x = " + "1 if 1 else " * 2_600 + "1",
    "long chain": "x = " + "1 + " * 7_900 + "1",
    "many blanks": "___ " * 8_000,
    "open text": "x = '''" + "a" * 30_000,
    "odd spaces": "\f\v\x1c" * 5_000 + "x",
}


@pytest.mark.timed
@pytest.mark.parametrize("source", STALLS.values(), ids=STALLS.keys())
def test_no_code_holds_the_grader_for_long(grader: Grader, argmax: Exercise, source: str) -> None:
    began = time.perf_counter()
    verdict = grader.grade(argmax, source, seed=9)
    took = time.perf_counter() - began
    assert not verdict.passed
    assert verdict.message and len(verdict.message) < 300
    assert len(verdict.printed) < 5_000
    assert took < 3.0, f"{took:.2f} s"  # the run's own limit is a second; the rest is a busy machine
    assert grader.grade(argmax, argmax.solution_source, seed=9).passed


@pytest.mark.parametrize("name", ["doubling result", "wide result", "long text", "prints much", "long error"])
def test_the_host_s_memory_stays_bounded(grader: Grader, argmax: Exercise, name: str) -> None:
    resource = pytest.importorskip("resource", reason="the operating system does not tell a peak of memory")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grader.grade(argmax, STALLS[name], seed=1)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    # What leaves the sandbox is smaller than its memory; the library holds it up to three times on its way.
    assert grown * (1024 if os.uname().sysname == "Linux" else 1) < 3 * MEMORY_BYTES


@pytest.mark.timed
@pytest.mark.parametrize("loops", [6, pytest.param(20, marks=pytest.mark.long)])
def test_endless_loops_do_not_keep_an_honest_learner_waiting(argmax: Exercise, loops: int) -> None:
    verdicts: list[Verdict] = []
    with Grader(workers=2, queue=32) as grader:
        assert grader.grade(argmax, argmax.solution_source, learner="honest").passed
        threads = [
            threading.Thread(
                target=lambda name=f"loop {index}": verdicts.append(grader.grade(argmax, LOOP, learner=name))
            )
            for index in range(loops)
        ]
        for thread in threads:
            thread.start()
        time.sleep(0.05)
        waits = []
        for _ in range(5):
            began = time.perf_counter()
            assert grader.grade(argmax, argmax.solution_source, learner="honest").passed
            waits.append(time.perf_counter() - began)
        for thread in threads:
            thread.join()
    print(f"waits of the honest learner: {', '.join(f'{wait:.2f}' for wait in waits)} s")
    # Behind at most so many short runs, never behind a second of each loop.
    assert max(waits) < 4.0
    assert min(waits) < 0.5
    assert {verdict.kind for verdict in verdicts} <= {VerdictKind.LIMIT, VerdictKind.BUSY}


def test_workers_are_replaced_and_none_is_left_behind(argmax: Exercise) -> None:
    before = len(interpreters())
    with Grader(workers=2) as grader:
        for index in range(6):
            grader.grade(argmax, STALLS["growing list" if index % 2 else "prints once"], learner="a")
        for _ in range(60):
            assert grader.grade(argmax, argmax.solution_source, learner="a").passed
        assert len(interpreters()) - before <= 2
    until(lambda: len(interpreters()) <= before)


def test_many_learners_at_once_get_their_own_verdicts(grader: Grader, argmax: Exercise) -> None:
    sources = [
        (argmax.solution_source, VerdictKind.PASSED),
        (argmax.mistakes[0].source, VerdictKind.MISTAKE),
        (HEAD + "    return nowhere\n", VerdictKind.ERROR),
        (HEAD + "    return (\n", VerdictKind.SYNTAX),
    ]
    wrong: list[tuple[VerdictKind, Verdict]] = []

    def learn(number: int) -> None:
        source, kind = sources[number % len(sources)]
        for seed in range(8):
            verdict = grader.grade(argmax, source, seed=seed, learner=f"learner {number}")
            if verdict.kind is not kind:
                wrong.append((kind, verdict))

    threads = [threading.Thread(target=learn, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_messages_hold_no_more_of_a_learner_s_values_than_a_few_words(
    grader: Grader, argmax: Exercise
) -> None:
    for value in (
        "'<img src=x onerror=alert(1)>' * 50",
        "'![x](http://x.example/y.png)' * 60",
        "[[1] * 90] * 90",
    ):
        verdict = grader.grade(argmax, HEAD + f"    return [[{value}]]\n", seed=1)
        assert not verdict.passed
        assert len(verdict.message) < 200
