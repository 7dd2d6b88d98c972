"""Where a learner's code runs: CPython in WebAssembly, in processes of their own, with sessions made ahead.

WebAssembly has no file system, network, processes or memory but what it is given, and it is given nothing. A session
serves one learner's one grade and is thrown away. What a function returned leaves it beside what was printed, as text
that the host parses; the right answers never enter it, so that code which reports to the host itself gains nothing.
"""

import json
import logging
import marshal
import math
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from exercises._engine import interpreter, prepare
from exercises._engine.outcomes import Odd, Outcome, Raised, Returned

SECONDS = 1.0
"""Execution time of one graded run."""
SHORT_SECONDS = 0.05
"""Execution time of the first attempt at every run; most take a tenth of it."""
MEMORY_BYTES = 64 * 2**20
OUTPUT_BYTES = 64_000
"""Characters that one run may print."""
SOURCE_BYTES = 32_000
MAX_NODES = 20_000
"""Numbers, texts and lists in one returned value; more is reported as too large."""
ALL_NODES = 5 * MAX_NODES
"""The same in all values of one run."""

_TELL_SECONDS = 1.0
_WATCH_SECONDS = 0.2
# A process that has not answered so long after its run's time is killed: a busy machine needs some room.
_GRACE_SECONDS = 5.0
_START_SECONDS = 60.0
_AGAIN_SECONDS = 5.0
_PATIENCE_SECONDS = 10.0
_LONGEST = interpreter.REPORT_BYTES + 1_000
_REPORT, _TOO_MUCH, _LINE = b"report", b"too much", b"line"
# What an honest report has at most, with texts full of these; read, each can take a hundred times its room.
_SIGNS, _MOST_SIGNS = (b"[", b"{", b","), 4 * ALL_NODES
_PREPARING = (
    f"The Python that runs your code is being prepared, which takes {prepare.TAKES}. Then check again."
)

log = logging.getLogger("pixelwise")


class Reason(StrEnum):
    """Why a run ended before its report."""

    TIME = "time"
    MEMORY = "memory"
    OUTPUT = "output"
    UNDEFINED = "undefined"
    """The source defines no such function."""
    SYNTAX = "syntax"
    ERROR = "error"
    """The source itself raised, or (in `run_alone`) the call did."""


@dataclass(frozen=True)
class Failure:
    """A run without outcomes. `line` and `column` are 1-based and point into the source.

    `bases` names the builtin exceptions that `type` is one of; `said` is what Python prints of the error.
    """

    reason: Reason
    type: str = ""
    message: str = ""
    line: int | None = None
    column: int | None = None
    bases: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class SandboxRun:
    """One run: an outcome for every case, or the failure that ended it.

    `numpy` tells that a value held arrays or numbers of NumPy's, which were taken as lists and numbers.
    """

    outcomes: tuple[Outcome, ...] = ()
    failure: Failure | None = None
    printed: str = ""
    numpy: bool = False


class NotReadyError(Exception):
    """No code can run now; the message is a sentence that says why."""


class Sandbox:
    """A pool of `workers` processes with sessions made ahead. Thread-safe; `close` ends the processes.

    They start in the background; where the interpreter was never prepared on this machine, that comes first.
    """

    def __init__(self, workers: int = 2) -> None:
        self._free: queue.SimpleQueue[_Process | None] = queue.SimpleQueue()
        self._processes: list[_Process] = []
        self._lock = threading.Lock()
        self._open = True
        self._settled = threading.Event()  # the first process answered, or it is known that none will
        self._problem = ""
        self._preparing = False
        threading.Thread(target=self._start, args=(workers,), name="sandbox", daemon=True).start()

    def close(self) -> None:
        """End the processes. Idempotent; no run may follow."""
        with self._lock:
            self._open = False
            processes, self._processes = self._processes, []
        self._free.put(None)
        self._settled.set()
        for process in processes:
            process.kill()

    def problem(self, seconds: float = _PATIENCE_SECONDS) -> str:
        """Empty once code can run; else a sentence that says why it cannot, after `seconds` of waiting at most."""
        if not self._settled.wait(0 if self._preparing else seconds):
            return _PREPARING
        return self._problem

    @property
    def is_preparing(self) -> bool:
        """Whether the interpreter is being prepared, the first time on this machine, which takes about a minute."""
        return self._preparing and not self._settled.is_set()

    def wait(self) -> str:
        """`problem`, once that is settled, however long it takes."""
        self._settled.wait()
        return self._problem

    @contextmanager
    def session(self) -> Iterator["Session"]:
        """An interpreter for one learner's one grade.

        Raises:
            NotReadyError: there is none yet, or never will be here.
            RuntimeError: the sandbox is closed.
        """
        if problem := self.problem():
            raise NotReadyError(problem)
        session = Session(self._taken(), self._exchanged)
        try:
            yield session
        finally:
            self._free.put(session.end())

    def _taken(self) -> "_Process":
        """A process that lives; another is started for each that died."""
        with suppress(queue.Empty):
            while process := self._free.get(timeout=_START_SECONDS):
                if process.alive:
                    return process
                threading.Thread(target=self._add, daemon=True).start()
            self._free.put(None)
            raise RuntimeError("the sandbox is closed")
        raise NotReadyError("No Python is free to run your code just now: wait a moment, then check again.")

    def _exchanged(self, dead: "_Process") -> "_Process":
        self._free.put(dead)
        return self._taken()

    def _start(self, workers: int) -> None:
        """Prepare what is not, then start every process; settled by the first that answers."""
        try:
            if not prepare.is_prepared():
                self._preparing = True
                log.warning("Python for the code exercises is being prepared: %s.", prepare.TAKES)
                prepare.prepare()
                self._preparing = False
            threads = [threading.Thread(target=self._add, daemon=True) for _ in range(workers)]
            for thread in threads:
                thread.start()
        except prepare.UnpreparedError as error:
            self._give_up(str(error))

    def _add(self) -> None:
        """Start one more process, in place of one that died. One that does not start is tried again, not the first."""
        while True:
            process = _Process()
            with self._lock:
                if not self._open:
                    return
                self._processes = [each for each in self._processes if each.alive]
                self._processes.append(process)
            if process.start():
                self._free.put(process)
                self._settled.set()
                return
            self._give_up("its process does not start; the log says more")
            if self._problem:
                return
            time.sleep(_AGAIN_SECONDS)

    def _give_up(self, why: str) -> None:
        if not self._settled.is_set():  # nor is it closed
            self._problem = f"Code cannot be run on this server: {why[0].lower()}{why[1:].rstrip('.')}."
            log.error("Code exercises cannot be checked, everything else works. %s", why)
            self._settled.set()


class Session:
    """One interpreter, for one grade. What a program leaves in it, the next one of the same grade may find."""

    def __init__(self, process: "_Process", exchanged: Callable[["_Process"], "_Process"]) -> None:
        self._process, self._exchanged = process, exchanged
        self._untried = True
        self._spent = False  # a limit ended it: another takes its place

    def run(
        self, source: str, function: str, cases: Iterable[Sequence[Any]], *, seconds: float = SECONDS
    ) -> SandboxRun:
        """Define `source` and call its `function` with each case's arguments, in order."""
        return self._run(source, function, cases, seconds)

    def located(self, source: str, function: str, cases: Iterable[Sequence[Any]]) -> Failure:
        """The failure of a program that takes too long, with a line in which it spends its time, if it has one.

        It runs once more, watched line by line, for a moment.
        """
        run = self._run(source, function, cases, 2 * _WATCH_SECONDS, watched=_WATCH_SECONDS)
        return run.failure if run.failure and run.failure.line else Failure(Reason.TIME)

    def run_alone(
        self, source: str, function: str, case: Sequence[Any], *, seconds: float = SECONDS
    ) -> SandboxRun:
        """Define `source` and make one call; if it raises, the failure says where, and what Python says of it."""
        run = self._run(source, function, (case,), seconds, unguarded=True)
        if run.failure is None and len(run.outcomes) != 1:  # tampered with
            run = SandboxRun(failure=Failure(Reason.ERROR), printed=run.printed)
        return self.told(run)

    def told(self, run: SandboxRun) -> SandboxRun:
        """The run, the last one of this session, with what Python says of the error that ended it."""
        if run.failure is None or not run.failure.bases or self._spent:
            return run
        _, report = self._asked(interpreter.RUN, _TELL_SECONDS, interpreter.TELL)
        said = _parsed(report)
        return replace(run, failure=replace(run.failure, said=_text(said))) if isinstance(said, str) else run

    def end(self) -> "_Process":
        """Throw the interpreter away; the process it was in."""
        self._process.tell(interpreter.END)
        return self._process

    def _run(
        self,
        source: str,
        function: str,
        cases: Iterable[Sequence[Any]],
        seconds: float,
        *,
        unguarded: bool = False,
        watched: float = 0.0,
    ) -> SandboxRun:
        if self._spent:
            self.end()
            self._spent = False
        # Version 2 of the format is one that every Python reads, and writes out a list that occurs twice two times.
        request = (source, function, list(cases), unguarded, watched, OUTPUT_BYTES, MAX_NODES, ALL_NODES)
        task = interpreter.RUN_WITH_NUMPY if "numpy" in source else interpreter.RUN
        status, report = self._asked(task, seconds, marshal.dumps(request, 2))
        if watched and (line := report.removeprefix(_LINE)).isdigit():
            return SandboxRun(failure=Failure(Reason.TIME, line=_place(int(line[:9]))))
        if report.startswith(_TOO_MUCH):
            printed = report.removeprefix(_TOO_MUCH).decode("utf-8", "replace")
            return SandboxRun(failure=Failure(Reason.OUTPUT), printed=printed)
        match _parsed(report):
            case {"printed": str(printed), "failure": dict(failure)}:
                return SandboxRun(failure=_failure(failure), printed=_text(printed))
            case {"printed": str(printed), "outcomes": list(entries), "numpy": numpy}:
                return SandboxRun(tuple(map(_outcome, entries)), None, _text(printed), numpy is True)
            case _:
                return SandboxRun(failure=_ended(status))

    def _asked(self, task: bytes, seconds: float, request: bytes) -> tuple[dict[str, Any], bytes]:
        """How the turn ended, and the report; a process that dies or does not answer has ended it too."""
        answer = self._process.ask(task, seconds, request)
        if answer is None and self._untried:  # it may have died while it waited, and not of this code
            self._process = self._exchanged(self._process)
            answer = self._process.ask(task, seconds, request)
        self._untried = False
        if answer is None:
            self._process = self._exchanged(self._process)
            return {"ended": "died"}, b""
        head, _, report = answer.partition(b"\n")
        status = json.loads(head)
        self._spent = status["ended"] is not None
        return status, report


class _Process:
    """One process with interpreters; one run at a time."""

    def __init__(self) -> None:
        self._popen: subprocess.Popen[bytes] | None = None
        self._watchdog = interpreter.Watchdog(self._hang, every=0.5)
        self._killed = threading.Event()

    @property
    def alive(self) -> bool:
        """Whether it runs, or is about to."""
        return not self._killed.is_set() and (self._popen is None or self._popen.poll() is None)

    @property
    def pid(self) -> int:
        """The id of the process, which was started."""
        assert self._popen is not None
        return self._popen.pid

    def start(self) -> bool:
        """Start it, and wait for its first session; whether there is one."""
        command = [sys.executable, "-I", str(prepare.INTERPRETER)]
        pipe = subprocess.PIPE
        self._popen = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=prepare.environment())
        if self._killed.is_set():
            self.kill()
        return self._answer(_START_SECONDS) is not None

    def ask(self, task: bytes, seconds: float, request: bytes) -> bytes | None:
        """The answer to a request that may take so many seconds; None if the process died of it, or before."""
        if not self.tell(task, seconds, request):
            return None
        return self._answer(seconds + _GRACE_SECONDS)

    def tell(self, task: bytes, seconds: float = 0.0, request: bytes = b"") -> bool:
        """Send a request; whether the process took it."""
        assert self._popen is not None and self._popen.stdin is not None
        try:
            interpreter.write_frame(self._popen.stdin, interpreter.packed(task, seconds, request))
        except (OSError, ValueError):  # it died, or was killed
            self.kill()
            return False
        return True

    def kill(self) -> None:
        """End it at once. Idempotent."""
        self._killed.set()
        self._watchdog.close()
        if self._popen is not None:
            self._popen.kill()
            self._popen.wait()
            for pipe in (self._popen.stdin, self._popen.stdout):
                with suppress(OSError, ValueError):
                    pipe.close()  # pyright: ignore[reportOptionalMemberAccess]

    def _answer(self, seconds: float) -> bytes | None:
        assert self._popen is not None and self._popen.stdout is not None
        self._watchdog.allow(seconds)
        try:
            answer = interpreter.read_frame(self._popen.stdout, _LONGEST)
        except (OSError, ValueError):
            answer = None
        finally:
            self._watchdog.allow(math.inf)
        if answer is None:
            self.kill()
        return answer

    def _hang(self) -> None:
        if self._popen is not None:
            self._popen.kill()  # whoever reads its answer finds the end of the file


def _parsed(report: bytes) -> Any:
    """What a report says; None if it cannot be read, such as numbers of thousands of digits, or is a flood."""
    if not report.startswith(_REPORT) or sum(map(report.count, _SIGNS)) > _MOST_SIGNS:
        return None
    try:
        return json.loads(report.removeprefix(_REPORT))
    except (ValueError, RecursionError):
        return None


def _outcome(entry: Any) -> Outcome:
    match entry:
        case ["returned", content]:
            try:
                return Returned(_value(content))
            except (KeyError, TypeError, RecursionError):
                return Odd(None)
        case ["raised", str(name)]:
            return Raised(_text(name[:80]))
        case ["odd", str(name)]:
            return Odd(_text(name[:80]))
    return Odd(None)


def _value(content: Any) -> Any:
    if isinstance(content, dict):
        return tuple(_value(content["tuple"]))
    if isinstance(content, list):
        return [_value(item) if isinstance(item, list | dict) else item for item in content]
    return content


def _failure(told: dict[str, Any]) -> Failure:
    """What ended a run, as the guest tells it."""
    match told:
        case {"stage": "undefined"}:
            return Failure(Reason.UNDEFINED)
        case {"stage": str(stage), "type": str(name), "message": str(message), "bases": list(bases)}:
            reason = Reason.SYNTAX if stage == "syntax" else Reason.ERROR
            if reason is Reason.ERROR and "MemoryError" in bases:
                reason = Reason.MEMORY
            return Failure(
                reason,
                _text(name[:80]),
                _text(message[:300]),
                _place(told.get("line")),
                _place(told.get("column")),
                tuple(base for base in bases if isinstance(base, str)),
            )
    return Failure(Reason.ERROR)


def _place(number: Any) -> int | None:
    """A line or column that a source may have: who speaks to the host directly may name any."""
    return number if isinstance(number, int) and 0 < number <= SOURCE_BYTES else None


def _text(text: str) -> str:
    """Text that a page can show: half of a surrogate pair is no character."""
    return text.encode("utf-8", "replace").decode()


def _ended(status: dict[str, Any]) -> Failure:
    """What ended a run that reported nothing."""
    match status:
        case {"ended": "cancelled"}:
            return Failure(Reason.TIME)
        case {"ended": "stack overflow"}:
            return Failure(Reason.ERROR, "RecursionError", "stack overflow", bases=("RecursionError",))
        case {"out_of_memory": True}:
            return Failure(Reason.MEMORY)
        case {"ended": "exit"}:
            return Failure(Reason.ERROR, "SystemExit", bases=("SystemExit",))
    return Failure(Reason.ERROR)
