"""Where a learner's code runs: a warm pool of pydantic-monty workers. The only file that knows it.

Monty is a Python interpreter without file system, network, processes or host functions. Each run
gets a fresh session in a worker process, with every limit set. A learner's source is `exec`uted in a
namespace of its own, so it cannot reach the driver below; and even if it could, nothing but text
leaves the sandbox: the driver prints its report after a secret token, and the host parses that
text. (A value handed out directly would be rebuilt by the host, and a list that holds itself twice,
sixty levels deep, would take all of its memory.)
"""

import importlib.util
import json
import re
import secrets
import sys
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from queue import Empty, SimpleQueue
from typing import Any

import pydantic_monty as monty

from exercises._engine.outcomes import Odd, Outcome, Raised, Returned, unshared

# Monty tries to import it in every call. Python remembers modules it has found, not those it has not:
# each failed import would search the whole path again, a dozen times per run.
if importlib.util.find_spec("opentelemetry") is None:
    sys.modules.setdefault("opentelemetry", None)  # pyright: ignore[reportArgumentType]

SECONDS = 1.0
"""Execution time of one graded run."""
SHORT_SECONDS = 0.05
"""Execution time of the first attempt at every run; most take a tenth of it."""
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

def _run():
    space = {}
    exec(_source, space)
    report = []
    function = space.get(_name)
    for case in _cases if type(function).__name__ == "function" else ():
        if _unguarded:
            value = function(*case)
        else:
            try:
                value = function(*case)
            except BaseException as error:
                report.append(json.dumps(["raised", type(error).__name__]))
                continue
        try:
            report.append(json.dumps(["returned", _plain(value, [_nodes])]))
        except LookupError as error:
            report.append(json.dumps(["odd", error.args[0]]))
        except BaseException:
            report.append('["large", null]')
    print(_token + "[" + ",".join(report) + "]")
"""


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
class SandboxRun:
    """One run: an outcome for every case, or the failure that ended it."""

    outcomes: tuple[Outcome, ...] = ()
    failure: Failure | None = None
    printed: str = ""


class Sandbox:
    """A pool of `workers` warm interpreters. Thread-safe; `close` ends the worker processes.

    Every run gets a session of its own, made ready ahead of it: checked out, with the driver in it. A
    worker serves a few dozen runs and is then replaced. One that hit a limit is killed at once.
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
        # Of sessions that are ready, running or being made there are `workers` together, so that each
        # finds a worker free for it.
        self._ready: SimpleQueue[monty.MontySession | None] = SimpleQueue()
        self._used: SimpleQueue[monty.MontySession] = SimpleQueue()
        self._preparing = ThreadPoolExecutor(workers, thread_name_prefix="sandbox")
        for _ in range(workers):
            self._preparing.submit(self._prepare)

    def close(self) -> None:
        """End the workers. Idempotent; no run may follow."""
        with self._closing:
            if not self._open:
                return
            self._open = False
        self._preparing.shutdown()
        for _ in range(self._used.qsize()):
            self._give_back()
        for _ in range(self._ready.qsize()):
            if session := self._ready.get():
                session.__exit__(None, None, None)
            self._ready.put(None)
        self._pool.__exit__(None, None, None)

    def run(
        self, source: str, function: str, cases: Iterable[Sequence[Any]], *, seconds: float = SECONDS
    ) -> SandboxRun:
        """Define `source` and call its `function` with each case's arguments, in order, in one session."""
        return self._run(source, function, cases, seconds, unguarded=False)

    def run_alone(
        self, source: str, function: str, case: Sequence[Any], *, seconds: float = SECONDS
    ) -> SandboxRun:
        """One call in a session of its own; if it raises, the failure says where."""
        return self._run(source, function, (case,), seconds, unguarded=True)

    def _run(
        self, source: str, function: str, cases: Iterable[Sequence[Any]], seconds: float, *, unguarded: bool
    ) -> SandboxRun:
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
        try:
            failure = self._fed(inputs, printed, seconds)
        finally:
            with self._closing:
                if self._open:
                    self._preparing.submit(self._prepare)
                else:
                    self._ready.put(None)
        if failure is None and printed.overflowed:
            failure = Failure(Reason.OUTPUT)
        outcomes = _outcomes(printed.after(token)) if failure is None else ()
        if failure is None and not outcomes:
            failure = Failure(Reason.UNDEFINED)
        return SandboxRun(outcomes, failure, printed.before(token))

    def _fed(
        self, inputs: dict[str, Any], printed: "_Printed", seconds: float, *, ahead: bool = True
    ) -> Failure | None:
        """Run the driver in a session that ends with it; what ended it early, if anything did."""
        session = self._ready.get() if ahead else None
        # A session's limits are set when it is checked out; those made ahead have a short run's.
        if session is not None and seconds != SHORT_SECONDS:
            session.__exit__(None, None, None)
            session = None
        made_ahead = session is not None
        # The session goes back to the pool only from a run that ended well; a session dropped
        # without its `__exit__` takes its worker process with it.
        try:
            session = session or self._checked_out(seconds)
            session.feed_run("_run()", inputs=inputs, print_callback=printed)
        except monty.MontyError as error:
            failure = _failure(error, printed)
            if failure.reason in (Reason.SYNTAX, Reason.ERROR) and session is not None:
                session.__exit__(None, None, None)
            died = isinstance(error, monty.MontyCrashedError) and not error.timed_out
            if not (died and made_ahead) or printed.overflowed:
                return failure
        else:
            self._used.put(session)
            return None
        # The worker may have died while it waited, and not of this code: once more, in a fresh one.
        del session
        return self._fed(inputs, printed, seconds, ahead=False)

    def _prepare(self) -> None:
        """Make one session ready, or None in its place: then the run makes its own."""
        session = None
        try:
            self._give_back()
            session = self._checked_out(SHORT_SECONDS)
        finally:
            self._ready.put(session)

    def _give_back(self) -> None:
        """Give the pool a session back that has served its run: a learner need not wait for that."""
        with suppress(Empty):
            self._used.get_nowait().__exit__(None, None, None)

    def _checked_out(self, seconds: float) -> monty.MontySession:
        """A fresh session with the driver in it."""
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
        session.feed_run(_DRIVER)
        return session


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
        if match := _LINE_IN_MESSAGE.search(message):
            line, message = int(match[1]), message[: match.start()]
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
