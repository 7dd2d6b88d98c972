"""What the sandbox hands back, and what it says when a run ends early."""

import math
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from exercises._engine.outcomes import Odd, Raised, Returned, unshared
from exercises._engine.sandbox import SECONDS, SHORT_SECONDS, Reason, Sandbox, SandboxRun


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
    run = sandbox.run(source(f"return {text}"), "f", [()])
    assert repr(run.outcomes) == repr((Returned(eval(text)),))


def test_infinities_and_nan_come_out(sandbox: Sandbox) -> None:
    run = sandbox.run(source("return [1e999, -1e999, float('nan')]"), "f", [()])
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
    assert sandbox.run(source(f"return {text}"), "f", [()]).outcomes == (outcome,)


def test_a_case_that_raises_does_not_end_the_others(sandbox: Sandbox) -> None:
    run = sandbox.run(source("return 6 / x"), "f", [(1,), (0,), (3,)])
    assert run.outcomes == (Returned(6.0), Raised("ZeroDivisionError"), Returned(2.0))


@pytest.mark.parametrize(
    ("code", "reason", "line"),
    [
        ("x = 1\n", Reason.UNDEFINED, None),
        ("f = 3\n", Reason.UNDEFINED, None),
        ("\n\ndef f(:\n    pass\n", Reason.SYNTAX, 3),
        (source("yield 1"), Reason.SYNTAX, 2),
        ("import numpy\n" + source("return 1"), Reason.HOST, 1),
        (source("return open('x')"), Reason.HOST, 2),
        ("x = 1\ny = x / 0\n" + source("return 1"), Reason.ERROR, 2),
        (source("return [0] * 10**9"), Reason.MEMORY, 2),
    ],
)
def test_a_run_that_ends_early_says_why_and_where(
    sandbox: Sandbox, code: str, reason: Reason, line: int | None
) -> None:
    failure = sandbox.run(code, "f", [()]).failure
    assert failure is not None
    assert (failure.reason, failure.line) == (reason, line)


def test_a_call_alone_says_where_it_raised(sandbox: Sandbox) -> None:
    code = "def g(x):\n    return x[5]\n\ndef f(x):\n    return g(x)\n"
    failure = sandbox.run_alone(code, "f", ([1],)).failure
    assert failure is not None
    assert (failure.reason, failure.type, failure.line, failure.column) == (Reason.ERROR, "IndexError", 2, 12)


def test_printed_text_is_kept_apart(sandbox: Sandbox) -> None:
    run = sandbox.run("print('start')\n" + source("print('call', x)", "return x"), "f", [(1,), (2,)])
    assert run.outcomes == (Returned(1), Returned(2))
    assert run.printed == "start\ncall 1\ncall 2\n"
    assert sandbox.run(source("return 1"), "f", [()]).printed == ""


def test_every_run_starts_afresh(sandbox: Sandbox) -> None:
    assert sandbox.run("seen = [1]\n" + source("return seen"), "f", [()]).outcomes == (Returned([1]),)
    assert sandbox.run(source("return seen"), "f", [()]).outcomes == (Raised("NameError"),)


def test_inputs_share_no_lists_and_the_host_keeps_its_own(sandbox: Sandbox) -> None:
    row = [0, 0]
    case = ([row, row],)
    run = sandbox.run(source("x[0][0] = 9", "return x"), "f", [case, case])
    assert run.outcomes == (Returned([[9, 0], [0, 0]]),) * 2
    assert row == [0, 0]
    copied = unshared(([row, row], (row,)))
    assert copied == ([row, row], (row,)) and copied[0][0] is not copied[0][1]


def test_results_are_taken_when_they_are_returned(sandbox: Sandbox) -> None:
    code = "def f(x, seen=[]):\n    seen.append(x)\n    return seen\n"
    assert sandbox.run(code, "f", [(1,), (2,)]).outcomes == (Returned([1]), Returned([1, 2]))


def test_there_are_no_files(sandbox: Sandbox, tmp_path: Path) -> None:
    target = tmp_path / "written"
    for call in (f"open({str(target)!r}, 'w').write('x')", f"open({__file__!r}).read()"):
        failure = sandbox.run(source(f"return {call}"), "f", [()]).failure
        assert failure is not None and failure.reason is Reason.HOST
    assert not target.exists()


def test_a_worker_that_dies_while_it_waits_costs_nobody_a_verdict() -> None:
    if os.name != "posix":
        pytest.skip("needs signals")
    for seconds in (SHORT_SECONDS, SECONDS):
        sandbox = Sandbox(workers=1)
        session = sandbox._ready.get(timeout=5)
        assert session is not None and session.worker_pid is not None
        os.kill(session.worker_pid, signal.SIGKILL)
        sandbox._ready.put(session)
        del session
        assert sandbox.run(source("return 1"), "f", [()], seconds=seconds).outcomes == (Returned(1),)
        assert sandbox.run(source("return 2"), "f", [()], seconds=seconds).outcomes == (Returned(2),)
        sandbox.close()


def test_short_and_long_runs_on_all_workers_at_once_never_wait_for_each_other_for_good() -> None:
    sandbox = Sandbox(workers=2)

    def run(number: int) -> SandboxRun:
        seconds = (SHORT_SECONDS, SECONDS)[number % 2]
        body = "while True: pass" if number % 7 == 0 else "return x"
        return sandbox.run(
            source(body), "f", [(number,)], seconds=SHORT_SECONDS if number % 7 == 0 else seconds
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
            sandbox.run(source("return 1"), "f", [()], seconds=SHORT_SECONDS)


def test_closing_twice_is_fine() -> None:
    sandbox = Sandbox(workers=1)
    assert sandbox.run(source("return 1"), "f", [()]).outcomes == (Returned(1),)
    sandbox.close()
    sandbox.close()
