"""Where a learner's code runs: a warm pool of pydantic-monty workers. The only file that knows it.

Monty is a Python interpreter without file system, network, processes or host functions. Each run
gets a fresh session in a worker process, with every limit set. A learner's source is `exec`uted in a
namespace of its own, so it cannot reach the driver below; and even if it could, nothing but text
leaves the sandbox: the driver prints its report after a secret token, and the host parses that
text. (A value handed out directly would be rebuilt by the host, and a list that holds itself twice,
sixty levels deep, would take all of its memory.)
"""

import json
import re
import secrets
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pydantic_monty as monty

SECONDS = 1.0
"""Execution time of one graded run."""
MEMORY_BYTES = 64 * 2**20
OUTPUT_BYTES = 64_000
"""Printed output and report of one run together."""
SOURCE_BYTES = 32_000
RECURSION = 200
MAX_NODES = 20_000
"""Numbers, texts and lists in one returned value; more is reported as too large."""

_GRACE_SECONDS = 0.1
# A turn of the longest run, its grace, and some room for a busy machine.
_BACKSTOP_SECONDS = 1.5
_CHECKOUTS_PER_WORKER = 50

_DRIVER = """
import json

_simple = {int, float, bool, type(None)}

def _plain(value, room):
    kind = type(value)
    if kind is list or kind is tuple:
        room[0] -= 1 + len(value)
        if room[0] < 0:
            raise OverflowError
        if set(map(type, value)) <= _simple:
            items = list(value)
        else:
            items = [_plain(item, room) for item in value]
        return items if kind is list else {"tuple": items}
    if kind in _simple:
        return value
    if kind is str:
        if len(value) > 2000:
            raise OverflowError
        return value
    raise LookupError(kind.__name__)

_space = {}
exec(_source, _space)
_report = []
_function = _space.get(_name)
for _case in _cases if type(_function).__name__ == "function" else ():
    if _unguarded:
        _value = _function(*_case)
    else:
        try:
            _value = _function(*_case)
        except BaseException as _error:
            _report.append(json.dumps(["raised", type(_error).__name__]))
            continue
    try:
        _report.append(json.dumps(["returned", _plain(_value, [_nodes])]))
    except LookupError as _error:
        _report.append(json.dumps(["odd", _error.args[0]]))
    except BaseException:
        _report.append('["large", null]')
print(_token + "[" + ",".join(_report) + "]")
None
"""


@dataclass(frozen=True)
class Returned:
    """A call that returned a plain value: numbers, texts, None, and lists and tuples of them."""

    value: Any


@dataclass(frozen=True)
class Raised:
    """A call that raised; `type` is the name of the exception."""

    type: str


@dataclass(frozen=True)
class Odd:
    """A call that returned something else; `type` is its name, or None for a value too large."""

    type: str | None


Outcome = Returned | Raised | Odd


class Reason(StrEnum):
    """Why a run ended before its report."""

    TIME = "time"
    MEMORY = "memory"
    OUTPUT = "output"
    HOST = "host"
    """It asked for something outside the sandbox: a module, a file."""
    UNDEFINED = "undefined"
    """The source defines no such function."""
    SYNTAX = "syntax"
    ERROR = "error"
    """The source itself raised, or (in `run_alone`) the call did."""


@dataclass(frozen=True)
class Failure:
    """A run without outcomes. `line` and `column` are 1-based and point into the source."""

    reason: Reason
    type: str = ""
    message: str = ""
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Run:
    """One run: an outcome for every case, or the failure that ended it."""

    outcomes: tuple[Outcome, ...] = ()
    failure: Failure | None = None
    printed: str = ""


class Sandbox:
    """A pool of `workers` warm interpreters. Thread-safe; `close` ends the worker processes.

    A worker serves a few dozen runs and is then replaced. One that hit a limit is killed at once.
    """

    def __init__(self, workers: int = 2) -> None:
        self._pool = monty.Monty(
            min_processes=workers,
            max_processes=workers,
            checkout_timeout=30.0,
            request_timeout=_BACKSTOP_SECONDS,
            max_checkouts_per_worker=_CHECKOUTS_PER_WORKER,
            feed_duration_limit_grace=_GRACE_SECONDS,
            turn_duration_limit_grace=_GRACE_SECONDS,
        )
        self._pool.__enter__()
        self._closing = threading.Lock()
        self._open = True

    def close(self) -> None:
        """End the workers. Idempotent."""
        with self._closing:
            if self._open:
                self._open = False
                self._pool.__exit__(None, None, None)

    def run(
        self, source: str, function: str, cases: Iterable[Sequence[Any]], *, seconds: float = SECONDS
    ) -> Run:
        """Define `source` and call its `function` with each case's arguments, in order, in one session."""
        return self._run(source, function, cases, seconds, unguarded=False)

    def run_alone(self, source: str, function: str, case: Sequence[Any], *, seconds: float = SECONDS) -> Run:
        """One call in a session of its own; if it raises, the failure says where."""
        return self._run(source, function, (case,), seconds, unguarded=True)

    def _run(
        self, source: str, function: str, cases: Iterable[Sequence[Any]], seconds: float, *, unguarded: bool
    ) -> Run:
        token = secrets.token_hex(16)
        inputs = {
            "_source": source,
            "_name": function,
            "_cases": unshared(list(cases)),
            "_token": token,
            "_nodes": MAX_NODES,
            "_unguarded": unguarded,
        }
        printed = _Printed()
        session = self._pool.checkout(
            script_name="exercise.py",
            limits={
                "max_feed_duration_secs": seconds,
                "max_turn_duration_secs": seconds,
                "max_memory": MEMORY_BYTES,
                "max_recursion_depth": RECURSION,
                "max_suspensions": 0,
                "max_total_sleep_secs": 0.0,
            },
            os_policy={"sleep": "zero"},
        )
        session.__enter__()
        # The session goes back to the pool only from a run that ended well; a session dropped
        # without its `__exit__` takes its worker process with it.
        try:
            session.feed_run(_DRIVER, inputs=inputs, print_callback=printed)
        except monty.MontyError as error:
            failure = _failure(error, printed)
            if failure.reason in (Reason.SYNTAX, Reason.ERROR):
                session.__exit__(None, None, None)
            return Run(failure=failure, printed=printed.before(token))
        session.__exit__(None, None, None)
        if printed.overflowed:
            return Run(failure=Failure(Reason.OUTPUT), printed=printed.before(token))
        outcomes = _outcomes(printed.after(token))
        if not outcomes:
            return Run(failure=Failure(Reason.UNDEFINED), printed=printed.before(token))
        return Run(outcomes, printed=printed.before(token))


class _OverflowError(Exception):
    """The sandbox printed more than it may."""


class _Printed:
    """Collects what a run prints; the first text past the limit ends the run."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self.overflowed = False

    def __call__(self, _stream: str, text: str) -> None:
        room = OUTPUT_BYTES - self._size
        self._parts.append(text[:room])
        self._size += len(text.encode(errors="replace"))
        if self._size > OUTPUT_BYTES:
            self.overflowed = True
            raise _OverflowError

    def before(self, token: str) -> str:
        """What the learner's code printed."""
        return "".join(self._parts).rpartition(token)[0] or "".join(self._parts).partition(token)[0]

    def after(self, token: str) -> str:
        """The driver's report."""
        return "".join(self._parts).rpartition(token)[2]


def unshared(value: Any) -> Any:
    """A copy in which no list appears twice: in the sandbox, changing one must not change another."""
    if not isinstance(value, list | tuple):
        return value
    # Most lists are rows of numbers: asking here saves a call for every one of them.
    copied = [unshared(item) if isinstance(item, list | tuple) else item for item in value]
    return copied if isinstance(value, list) else tuple(copied)


def _outcomes(report: str) -> tuple[Outcome, ...]:
    """The outcomes a report tells of; one that cannot be read holds a number of thousands of digits."""
    try:
        entries = json.loads(report)
        return tuple(_outcome(kind, content) for kind, content in entries)
    except (ValueError, TypeError, RecursionError):
        return (Odd(None),)


def _outcome(kind: Any, content: Any) -> Outcome:
    if kind == "returned":
        return Returned(_value(content))
    if kind == "raised":
        return Raised(str(content)[:80])
    return Odd(None if content is None else str(content)[:80])


def _value(content: Any) -> Any:
    if isinstance(content, dict):
        return tuple(_value(content["tuple"]))
    if isinstance(content, list):
        return [_value(item) if isinstance(item, list | dict) else item for item in content]
    return content


_LINE_IN_MESSAGE = re.compile(r" \(<string>, line (\d+)\)$")
_LIMIT_OF_SUSPENSIONS = re.compile(r"suspension limit \d+ exceeded")


def _failure(error: monty.MontyError, printed: _Printed) -> Failure:
    """What ended the run, and where in the learner's source."""
    if printed.overflowed:
        return Failure(Reason.OUTPUT)
    if isinstance(error, monty.MontyCrashedError):
        return Failure(Reason.TIME if error.timed_out else Reason.MEMORY)
    inner = error.exception()
    message = str(inner)[:300]
    frames = []
    if isinstance(error, monty.MontyRuntimeError | monty.MontySyntaxError):
        frames = [frame for frame in error.traceback() if frame.filename == "<string>"]
    line, column = (frames[-1].line, frames[-1].column) if frames else (None, None)
    name = type(inner).__name__
    if isinstance(error, monty.MontySyntaxError):
        if found := _LINE_IN_MESSAGE.search(message):
            line, message = int(found[1]), message[: found.start()]
        return Failure(Reason.SYNTAX, name, message, line, column)
    if isinstance(inner, TimeoutError) and not frames:
        return Failure(Reason.TIME)
    if isinstance(inner, MemoryError):
        return Failure(Reason.MEMORY, line=line, column=column)
    if isinstance(inner, RuntimeError) and _LIMIT_OF_SUSPENSIONS.fullmatch(message):
        return Failure(Reason.HOST, line=line, column=column)
    if isinstance(inner, NotImplementedError) and "syntax parser" in message:
        return Failure(Reason.SYNTAX, name, message, line, column)
    return Failure(Reason.ERROR, name, message, line, column)
