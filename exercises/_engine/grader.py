"""Grades submissions: the one door to the engine."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.explain import Explanation
from exercises._engine.kinds import choice, code, mask, number
from exercises._engine.playground import PlaygroundRun, play
from exercises._engine.queue import Turnstile
from exercises._engine.sandbox import SHORT_SECONDS, NotReadyError, Sandbox
from exercises._engine.types import Verdict, VerdictKind
from lessons.waiting import Asker, Full, nobody

_ALREADY_RUNNING = "Your last check is still running. Wait for its answer, then check again."


class Grader:
    """Grades for many learners at once. Thread-safe; use it as a context manager, or `close` it.

    `workers` is the number of sandbox processes, started at once; `queue` the number of runs that may
    wait for one, of which an address, told by `asker`, has a share. A learner has one run at a time.
    """

    def __init__(self, workers: int = 2, queue: int = 32, asker: Asker = nobody) -> None:
        self._sandbox = Sandbox(workers)
        self._turnstile = Turnstile(workers, queue, asker)
        self._learners: set[str] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the sandbox processes. Idempotent."""
        self._sandbox.close()

    @property
    def is_preparing(self) -> bool:
        """Whether the Python that runs code is still being prepared, the first time on this machine."""
        return self._sandbox.is_preparing

    def problem(self) -> str:
        """Empty once code can run; else a sentence that says why it cannot. Waits until that is settled."""
        return self._sandbox.wait()

    def grade(
        self,
        exercise: Exercise | str,
        submission: Any,
        seed: int = 0,
        learner: str = "anonymous",
        layer: str = "blanks",
    ) -> Verdict:
        """The verdict on a submission. Never raises for anything a learner can send.

        `submission` is the source text for kind `code`, a number or its text for `number`, the index
        of an option for `choice`, rows of class ids for `mask`. For `code` the seed draws the random
        inputs: the page passes a fresh one each time, so that nobody can write code for them; the
        other kinds take the seed of the task that the learner saw. `layer` is the layer of `code`
        that was worked on: its starter, unchanged, is reported as blank.

        Raises:
            KeyError: no exercise has this id.
        """
        began = time.perf_counter()
        if isinstance(exercise, str):
            exercise = catalogue()[exercise]
        match exercise.kind:
            case "code":
                verdict = self._graded_code(exercise, submission, seed, learner, layer)
            case "number":
                verdict = number.grade(exercise, submission, seed)
            case "choice":
                verdict = choice.grade(exercise, submission, seed)
            case _:
                verdict = mask.grade(exercise, submission, seed)
        return replace(verdict, ms=(time.perf_counter() - began) * 1000)

    def play(self, source: str, function: str, learner: str = "anonymous") -> PlaygroundRun:
        """Run a program of the learner's own and call its `function`; nothing is graded.

        Takes its turn like a grading does, and never raises for anything a learner can send.
        """
        with self._alone(learner) as alone:
            if not alone:
                return PlaygroundRun(problem=Explanation(VerdictKind.BUSY, _ALREADY_RUNNING))
            try:
                with self._turnstile.turn(long=True):
                    return play(self._sandbox, source, function)
            except (Full, NotReadyError) as problem:
                return PlaygroundRun(problem=Explanation(VerdictKind.BUSY, str(problem)))

    def _graded_code(
        self, exercise: Exercise, submission: Any, seed: int, learner: str, layer: str
    ) -> Verdict:
        with self._alone(learner) as alone:
            if not alone:
                return Verdict(exercise.id, False, VerdictKind.BUSY, _ALREADY_RUNNING)
            try:
                with self._turnstile.turn():
                    return code.grade(
                        exercise, submission, seed, self._sandbox, layer=layer, seconds=SHORT_SECONDS
                    )
            except code.NeedsLongerError:
                pass
            except (Full, NotReadyError) as problem:
                return Verdict(exercise.id, False, VerdictKind.BUSY, str(problem))
            try:
                with self._turnstile.turn(long=True):
                    return code.grade(exercise, submission, seed, self._sandbox, layer=layer)
            except (Full, NotReadyError) as problem:
                return Verdict(exercise.id, False, VerdictKind.BUSY, str(problem))

    @contextmanager
    def _alone(self, learner: str) -> Iterator[bool]:
        """Hold this learner's only place; False if it is taken."""
        with self._lock:
            free = learner not in self._learners
            self._learners.add(learner)
        try:
            yield free
        finally:
            if free:
                with self._lock:
                    self._learners.discard(learner)
