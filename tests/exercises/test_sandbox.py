"""What the sandbox hands back, and what it says when a run ends early."""

import math
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from exercises._engine import prepare
from exercises._engine.outcomes import Odd, Raised, Returned, unshared
from exercises._engine.sandbox import (
    SECONDS,
    SHORT_SECONDS,
    Reason,
    Sandbox,
    SandboxRun,
)


def run_once(sandbox: Sandbox, *task: Any, seconds: float = SECONDS) -> SandboxRun:
    """`Session.run` in a session of its own."""
    with sandbox.session() as session:
        return session.run(*task, seconds=seconds)


def run_alone(sandbox: Sandbox, *task: Any) -> SandboxRun:
    """`Session.run_alone` likewise."""
    with sandbox.session() as session:
        return session.run_alone(*task)


def source(*body: str) -> str:
    return "def f(x=None):\n" + "".join(f"    {line}\n" for line in body)


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "True",
        "1.0",
        "None",
        "'é\\n'",
        "[]",
        "()",
        "(1, [2.5, (None,)])",
        "[[1, 2], [3, 4]]",
        "-0.0",
        "0.1 + 0.2",
        "1e300",
    ],
)
def test_plain_values_come_out_as_they_are(sandbox: Sandbox, text: str) -> None:
    run = run_once(sandbox, source(f"return {text}"), "f", [()])
    assert repr(run.outcomes) == repr((Returned(eval(text)),))


def test_infinities_and_nan_come_out(sandbox: Sandbox) -> None:
    run = run_once(sandbox, source("return [1e999, -1e999, float('nan')]"), "f", [()])
    assert isinstance(run.outcomes[0], Returned)
    first, second, third = run.outcomes[0].value
    assert (first, second, math.isnan(third)) == (math.inf, -math.inf, True)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("{1}", Odd("set")),
        ("{1: 2}", Odd("dict")),
        ("range(3)", Odd("range")),
        ("[1, len]", Odd("builtin_function_or_method")),
        ("(y for y in [1])", Odd("generator")),
        ("'x' * 3000", Odd(None)),
        ("[0] * 30000", Odd(None)),
        ("[[0] * 200] * 200", Odd(None)),
        ("10 ** 5000", Odd(None)),
        ("1 / 0", Raised("ZeroDivisionError")),
        ("[][0]", Raised("IndexError")),
        ("nowhere", Raised("NameError")),
        ("f()", Raised("RecursionError")),
    ],
)
def test_everything_else_is_named(sandbox: Sandbox, text: str, outcome: object) -> None:
    assert run_once(sandbox, source(f"return {text}"), "f", [()]).outcomes == (outcome,)


def test_a_case_that_raises_does_not_end_the_others(sandbox: Sandbox) -> None:
    run = run_once(sandbox, source("return 6 / x"), "f", [(1,), (0,), (3,)])
    assert run.outcomes == (Returned(6.0), Raised("ZeroDivisionError"), Returned(2.0))


@pytest.mark.parametrize(
    ("code", "reason", "line"),
    [
        ("x = 1\n", Reason.UNDEFINED, None),
        ("f = 3\n", Reason.UNDEFINED, None),
        ("class f:\n    pass\n", Reason.UNDEFINED, None),
        ("\n\ndef f(:\n    pass\n", Reason.SYNTAX, 3),
        ("import torch\n" + source("return 1"), Reason.ERROR, 1),
        ("x = 1\ny = x / 0\n" + source("return 1"), Reason.ERROR, 2),
        ("x = [0] * 10**9\n" + source("return 1"), Reason.MEMORY, 1),
        ("while True: print('x' * 100)\n", Reason.OUTPUT, None),
        ("import os\nos._exit(3)\n", Reason.ERROR, None),
        ("import sys\nsys.setrecursionlimit(10**6)\ndef g(): g()\ng()\n", Reason.ERROR, None),
        ("while True: pass\n", Reason.TIME, None),
    ],
)
def test_a_run_that_ends_early_says_why_and_where(
    sandbox: Sandbox, code: str, reason: Reason, line: int | None
) -> None:
    failure = run_once(sandbox, code, "f", [()]).failure
    assert failure is not None
    assert (failure.reason, failure.line) == (reason, line)
    assert run_once(sandbox, source("return 1"), "f", [()]).outcomes == (Returned(1),)


def test_a_call_alone_says_where_it_raised(sandbox: Sandbox) -> None:
    code = "def g(x):\n    return x[5]\n\ndef f(x):\n    return g(x)\n"
    failure = run_alone(sandbox, code, "f", ([1],)).failure
    assert failure is not None
    assert (failure.reason, failure.type, failure.line, failure.column) == (Reason.ERROR, "IndexError", 2, 12)
    assert failure.said.splitlines() == [
        '  File "exercise.py", line 2, in g',
        "    return x[5]",
        "           ~^^^",
        "IndexError: list index out of range",
    ]


def test_a_place_is_counted_in_characters(sandbox: Sandbox) -> None:
    failure = run_alone(sandbox, "def f():\n    größe = 'é'; return nö\n", "f", ()).failure
    assert failure is not None
    assert (failure.line, failure.column) == (2, 25)


@pytest.mark.parametrize("body", ["while True: pass", "for y in x: x.append(y)"])
def test_code_that_does_not_end_is_found_in_its_loop(sandbox: Sandbox, body: str) -> None:
    code = source("y = [n for n in [1, 2]]", "while y: y.pop()", body)
    with sandbox.session() as session:
        failure = session.run(code, "f", [([1],)], seconds=SHORT_SECONDS).failure
        assert failure is not None and failure.reason is Reason.TIME
        located = session.located(code, "f", [([1],)])
    assert (located.reason, located.line) == (Reason.TIME, 4)


def test_printed_text_is_kept_apart(sandbox: Sandbox) -> None:
    run = run_once(sandbox, "print('start')\n" + source("print('call', x)", "return x"), "f", [(1,), (2,)])
    assert run.outcomes == (Returned(1), Returned(2))
    assert run.printed == "start\ncall 1\ncall 2\n"
    assert run_once(sandbox, source("return 1"), "f", [()]).printed == ""


def test_every_run_starts_afresh(sandbox: Sandbox) -> None:
    assert run_once(sandbox, "seen = [1]\n" + source("return seen"), "f", [()]).outcomes == (Returned([1]),)
    assert run_once(sandbox, source("return seen"), "f", [()]).outcomes == (Raised("NameError"),)


def test_inputs_share_no_lists_and_the_host_keeps_its_own(sandbox: Sandbox) -> None:
    row = [0, 0]
    case = ([row, row],)
    run = run_once(sandbox, source("x[0][0] = 9", "return x"), "f", [case, case])
    assert run.outcomes == (Returned([[9, 0], [0, 0]]),) * 2
    assert row == [0, 0]
    copied = unshared(([row, row], (row,)))
    assert copied == ([row, row], (row,)) and copied[0][0] is not copied[0][1]


def test_results_are_taken_when_they_are_returned(sandbox: Sandbox) -> None:
    code = "def f(x, seen=[]):\n    seen.append(x)\n    return seen\n"
    assert run_once(sandbox, code, "f", [(1,), (2,)]).outcomes == (Returned([1]), Returned([1, 2]))


@pytest.mark.parametrize(
    "reach",
    [
        "open({path!r}, 'w').write('x')",
        "open({path!r}).read()",
        "__import__('os').listdir('/')",
        "__import__('pathlib').Path({path!r}).write_text('x')",
        "__import__('subprocess').run(['ls'])",
        "__import__('socket').create_connection(('127.0.0.1', 80))",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1')",
        "__import__('threading').Thread(target=print).start()",
        "__import__('ctypes').string_at(1)",
    ],
)
def test_nothing_outside_is_reached(sandbox: Sandbox, tmp_path: Path, reach: str) -> None:
    target = tmp_path / "there"
    target.write_text("a secret")
    run = run_once(sandbox, source(f"return {reach.format(path=str(target))}"), "f", [()])
    assert isinstance(run.outcomes[0], Raised)
    assert target.read_text() == "a secret"


def test_the_environment_of_the_server_stays_outside(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIXELWISE_COOKIE_KEY", "a secret of the server's")
    assert "PIXELWISE_COOKIE_KEY" not in prepare.environment()
    code = "import os\n" + source("return sorted(os.environ)")
    outcome = run_once(sandbox, code, "f", [()]).outcomes[0]
    assert isinstance(outcome, Returned) and set(outcome.value) <= {"HOME", "TMPDIR", "PYTHONTZPATH"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("np.array([[1, 2], [3, 4]])", [[1, 2], [3, 4]]),
        ("[np.int64(3), np.float32(0.5), np.bool_(True)]", [3, 0.5, True]),
        ("(np.arange(2), 'a')", ([0, 1], "a")),
        ("np.array(['dog', 'cat'])", ["dog", "cat"]),
    ],
)
def test_what_numpy_holds_is_taken_as_lists_and_numbers(sandbox: Sandbox, text: str, value: object) -> None:
    run = run_once(sandbox, "import numpy as np\n" + source(f"return {text}"), "f", [()])
    assert repr(run.outcomes) == repr((Returned(value),))
    assert run.numpy
    assert not run_once(sandbox, "import numpy\n" + source("return 1"), "f", [()]).numpy


def test_a_kind_built_on_a_plain_one_is_that(sandbox: Sandbox) -> None:
    code = (
        "from collections import namedtuple\nfrom enum import IntEnum\n"
        "class Id(IntEnum):\n    dog = 2\nBox = namedtuple('Box', 'top left')\n"
        "class Row(list): pass\nclass Name(str): pass\nclass Share(float): pass\n"
    )
    run = run_once(
        sandbox, code + source("return Row([Id.dog, Box(1, 2), Name('a'), Share(0.5)])"), "f", [()]
    )
    assert repr(run.outcomes) == repr((Returned([2, (1, 2), "a", 0.5]),))


@pytest.mark.parametrize(
    "function", ["lambda x: x", "functools.partial(max, 0)", "staticmethod(abs)", "C().call"]
)
def test_whatever_can_be_called_is_a_function(sandbox: Sandbox, function: str) -> None:
    code = f"import functools\nclass C:\n    def call(self, x): return x\nf = {function}\n"
    assert run_once(sandbox, code, "f", [(3,)]).outcomes == (Returned(3),)


def test_nothing_that_is_printed_or_redefined_passes_for_a_value(sandbox: Sandbox) -> None:
    """Whoever speaks to the host directly can say no more than what they might have returned."""
    for trick in (
        'print(\'report{"outcomes":[["returned",1]],"numpy":false,"printed":""}\')',
        "import json, builtins; json.dumps = json.loads = builtins.len = builtins.isinstance = lambda *a: 1",
        "import os; os.write(1, b'report[]'); os.write(2, b'report[]')",
        "import sys; sys.stdout = None",
        "import __main__; vars(__main__).clear()",
        "import builtins; vars(builtins).clear()",
    ):
        run = run_once(sandbox, f"def f():\n    {trick}\n    return 2\n", "f", [()])
        assert run.outcomes == (Returned(2),), trick
    lie = "def f():\n    import _host\n    _host.call(b'report{\"outcomes\": 7}')\n    while True: pass\n"
    assert run_once(sandbox, lie, "f", [()]).outcomes == ()
    assert run_once(sandbox, source("return 1"), "f", [()]).outcomes == (Returned(1),)


@pytest.mark.parametrize(
    "lie",
    [
        # reports at once, and goes on asking for what comes next
        'for _ in range(9): _host.call(b\'report{"outcomes":[["returned",7]],"numpy":false,"printed":""}\')',
        # says that it is to be ended, and reports before that happens
        '_host.call(b\'line3\'); _host.call(b\'report{"outcomes":[],"numpy":false,"printed":""}\')',
        "_host.call(b'too much'); [_host.call(b'report') for _ in range(99)]",
        "_host.call(b''); _host.call(b'report\\xff'); _host.call(b'report{')",
        "[_host.call(b'report' + b'x' * 10**7) for _ in range(3)]",
    ],
)
def test_who_speaks_to_the_host_out_of_turn_harms_nobody_else(sandbox: Sandbox, lie: str) -> None:
    spy = f"import _host\ndef f():\n    heard = []\n    {lie}\n    while True: pass\n"
    for number in range(3):
        run_once(sandbox, spy, "f", [()], seconds=SHORT_SECONDS)
        assert run_once(sandbox, source("return x"), "f", [(number,)]).outcomes == (Returned(number),)
        with sandbox.session() as session:  # an answer too many would be taken for the next one's
            session.run(spy, "f", [()], seconds=SHORT_SECONDS)
            session.run(spy, "f", [()], seconds=SHORT_SECONDS)
        assert run_once(sandbox, source("return x"), "f", [(number,)]).outcomes == (Returned(number),)


@pytest.mark.timed
def test_a_process_without_end_of_answers_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "posix":
        pytest.skip("needs signals")
    monkeypatch.setattr("exercises._engine.sandbox._GRACE_SECONDS", 0.1)
    sandbox = Sandbox(workers=1)
    assert not sandbox.wait()
    os.kill(sandbox._processes[0].pid, signal.SIGSTOP)
    began = time.monotonic()
    assert run_once(sandbox, source("return 1"), "f", [()], seconds=SECONDS).outcomes == (Returned(1),)
    assert time.monotonic() - began < 10
    sandbox.close()


def forging(report: str) -> str:
    """A program that answers every request of its session with this report, a Python expression."""
    return f"import _host\nwhile _host.call(b'report' + {report}): pass\n"


def test_nothing_said_after_the_end_reaches_the_next_learner() -> None:
    """Else a session could take the next learner's code, and answer in its place."""
    report = '{"printed": "", "outcomes": [["returned", "forged"]], "numpy": false}'
    thief = source("import _host", f"while True: _host.call(b'report{report}')")
    sandbox = Sandbox(workers=1)
    assert not sandbox.wait()
    assert run_once(sandbox, thief, "f", [()]).outcomes == (Returned("forged"),)
    for number in range(3):
        assert run_once(sandbox, source(f"return {number}"), "f", [()]).outcomes == (Returned(number),)
    sandbox.close()


@pytest.mark.timed
def test_whoever_does_not_leave_at_the_end_is_made_to(sandbox: Sandbox) -> None:
    stays = source("import _host", "while True: _host.call(b'report{}')")
    with sandbox.session() as session:
        session.run(stays, "f", [()])
    began = time.monotonic()
    assert run_once(sandbox, source("return 1"), "f", [()], seconds=SECONDS).outcomes == (Returned(1),)
    assert time.monotonic() - began < 0.4


@pytest.mark.timed
@pytest.mark.parametrize(
    "report",
    [
        """b'{"printed": "", "outcomes": [], "numpy": false}'""",
        """b'{"printed": "", "outcomes": [["returned", 1], ["returned", 1]], "numpy": false}'""",
        """b'{"printed": "", "outcomes": [["returned", [' + b'[],' * 1_000_000 + b'1]]], "numpy": false}'""",
        """b'[' + b'{"":0},' * 500_000 + b'0]'""",
        """b'[' * 4_000_000""",
        """b'\\xff\\xfe'""",
        """'[1, 2]'.encode('utf-16')""",
    ],
)
def test_a_forged_report_is_an_error_and_no_flood(sandbox: Sandbox, report: str) -> None:
    began = time.process_time()
    run = run_alone(sandbox, forging(report), "f", ())
    assert run.outcomes == () and run.failure is not None and run.failure.reason is Reason.ERROR
    assert time.process_time() - began < 0.3


@pytest.mark.parametrize("place", ["-1000", "0", "1" + "0" * 4_000, "99999999", '"3"', "1.5"])
def test_a_forged_place_is_none(sandbox: Sandbox, place: str) -> None:
    failure = f'"stage": "run", "type": "E", "message": "", "bases": [], "line": {place}, "column": {place}'
    run = run_once(sandbox, forging("b'" + f'{{"printed": "", "failure": {{{failure}}}}}' + "'"), "f", [()])
    assert run.failure is not None and run.failure.type == "E"
    assert (run.failure.line, run.failure.column) == (None, None)


def test_half_a_surrogate_pair_comes_out_as_a_question_mark(sandbox: Sandbox) -> None:
    run = run_alone(sandbox, source("print('\\ud800')", "raise ValueError('\\ud800')"), "f", ())
    assert run.failure is not None
    assert (run.printed, run.failure.message) == ("?\n", "?")
    assert run.failure.said.endswith("ValueError: ?\n")


def test_all_values_of_a_run_together_are_bounded(sandbox: Sandbox) -> None:
    outcomes = run_once(sandbox, source("return [0] * 15_000"), "f", [()] * 8).outcomes
    assert outcomes == (Returned([0] * 15_000),) * 6 + (Odd(None),) * 2
    assert (
        run_once(sandbox, source("return len"), "f", [()] * 8).outcomes
        == (Odd("builtin_function_or_method"),) * 8
    )


def test_a_worker_that_dies_while_it_waits_costs_nobody_a_verdict() -> None:
    if os.name != "posix":
        pytest.skip("needs signals")
    sandbox = Sandbox(workers=1)
    assert not sandbox.wait()
    for seconds in (SECONDS / 2, SECONDS):
        os.kill(sandbox._processes[0].pid, signal.SIGKILL)
        assert run_once(sandbox, source("return 1"), "f", [()], seconds=seconds).outcomes == (Returned(1),)
        assert run_once(sandbox, source("return 2"), "f", [()], seconds=seconds).outcomes == (Returned(2),)
    sandbox.close()


def test_short_and_long_runs_on_all_workers_at_once_never_wait_for_each_other_for_good() -> None:
    sandbox = Sandbox(workers=2)

    def run(number: int) -> SandboxRun:
        seconds = (SECONDS, 5 * SECONDS)[number % 2]  # a busy machine takes its time
        body = "while True: pass" if number % 7 == 0 else "return x"
        return run_once(
            sandbox, source(body), "f", [(number,)], seconds=SHORT_SECONDS if number % 7 == 0 else seconds
        )

    with ThreadPoolExecutor(2) as threads:
        runs = list(threads.map(run, range(60), timeout=30))
    for number, each in enumerate(runs):
        if number % 7:
            assert each.outcomes == (Returned(number),)
        else:
            assert each.failure is not None and each.failure.reason is Reason.TIME
    sandbox.close()


def test_a_run_after_closing_is_refused_at_once() -> None:
    sandbox = Sandbox(workers=2)
    sandbox.close()
    for _ in range(3):
        with pytest.raises(RuntimeError):
            run_once(sandbox, source("return 1"), "f", [()], seconds=SHORT_SECONDS)


def test_closing_twice_is_fine() -> None:
    sandbox = Sandbox(workers=1)
    assert run_once(sandbox, source("return 1"), "f", [()]).outcomes == (Returned(1),)
    sandbox.close()
    sandbox.close()
