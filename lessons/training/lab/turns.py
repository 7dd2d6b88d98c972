"""Which run trains now: the queue, the processes, and what they send. The pool's lock guards all of it."""

import heapq
import signal
import threading
import time
from collections import Counter
from typing import Any

from lessons.training.lab.look import ENDED, Look, RunRecord, thinned
from lessons.training.lab.process import Worker, Workers


class Turns:
    """The runs by name, those that wait in order, and the workers that train them.

    `changed` is the owner's lock; it is told of all that happens. At most about `run_bytes` of looks are
    kept for a run (see `thinned`), and `all_bytes` for all: then the ended run that was watched longest
    ago is dropped. A worker holds each paused run whole, its network and optimiser: at most `most_paused` of them.
    """

    def __init__(
        self,
        workers: Workers,
        changed: threading.Condition,
        run_bytes: int,
        all_bytes: int,
        alone: float,
        most_paused: int,
    ):
        self.runs: dict[str, RunRecord] = {}
        self.queue: list[str] = []
        self.workers, self._changed = workers, changed
        self._run_bytes, self._all_bytes, self._alone = run_bytes, all_bytes, alone
        self._most_paused = most_paused
        self._rates: dict[tuple[Any, ...], float] = {}

    def enqueue(self, name: str) -> None:
        """Let it wait for its turn, behind all others."""
        run = self.runs[name]
        run.state, run.sentence, run.forsaken = "waiting", "", False
        self.queue.append(name)
        self.dispatch()

    def dispatch(self) -> None:
        """Give every idle worker the first run that it can train; one that nobody watches must let others pass."""
        for name in tuple(self.queue):
            run = self.runs[name]
            if time.monotonic() - run.watched_at > self._alone:
                continue
            worker = run.worker or self.workers.idle()  # a paused run goes on where it is held
            if worker is None or worker.run is not None:
                continue
            self.queue.remove(name)
            if run.worker:
                worker.tell("go", name)
            else:
                worker.tell("begin", name, run.settings)
            run.state, run.worker, worker.run = "training", worker, name
            worker.holds.add(name)

    def pause(self, name: str, sentence: str = "", *, forsaken: bool = False) -> None:
        """Stand still, if it trains or waits, and give the turn to the next."""
        run = self.runs[name]
        if run.state not in ("training", "waiting"):
            return
        if run.state == "training":
            run.worker.tell("pause", name)
            run.worker.run = None
        else:
            self.queue.remove(name)
        run.state, run.sentence, run.forsaken = "paused", sentence, forsaken
        run.paused_at = time.monotonic()
        self._end_surplus()
        self._notify()

    def _end_surplus(self) -> None:
        """End paused runs while the workers hold too many: unwatched ones, of the busiest address, the oldest first."""
        paused = {name: run for name, run in self.runs.items() if run.state == "paused" and run.worker}
        counts = Counter(run.address for run in paused.values())
        order = {
            name: (not run.forsaken, -counts[run.address], run.paused_at) for name, run in paused.items()
        }
        for name in sorted(order, key=order.__getitem__)[: max(0, len(order) - self._most_paused)]:
            self.end(
                name, "stopped", "It ended because too many runs are paused; press Train to run it again."
            )

    def end(self, name: str, state: str, sentence: str) -> None:
        """End it, wherever it is; looks that are still on their way are kept too."""
        run = self.runs[name]
        if run.state in ENDED:
            return
        if name in self.queue:
            self.queue.remove(name)
        if run.worker is not None:
            run.worker.tell("drop", name)
        self._finish(name, state, sentence)

    def receive(self, worker: Worker, message: tuple[Any, ...]) -> None:
        """What a worker says, as `lessons.training.lab.trainer` lists it; called from its thread."""
        with self._changed:
            kind, name, what = (*message, None, None)[:3]
            if kind == "gone":
                self._lost(worker, message[1])
            elif kind == "ready":
                worker.ready = True
            elif name in self.runs and kind == "look":
                self._add_look(self.runs[name], message[2])
            elif name in self.runs and self.runs[name].state not in ENDED:
                self._finish(name, "finished" if kind == "ended" else "failed", str(what))
            self._notify()

    def _add_look(self, run: RunRecord, look: Look) -> None:
        run.looks = thinned((*run.looks, look), self._run_bytes)
        self._rates[run.rate_key] = look.steps_per_second
        while sum(each.nbytes for run in self.runs.values() for each in run.looks) > self._all_bytes:
            ended = [name for name, run in self.runs.items() if run.state in ENDED]
            if not ended:
                return
            del self.runs[min(ended, key=lambda name: self.runs[name].watched_at)]

    def _finish(self, name: str, state: str, sentence: str) -> None:
        run = self.runs[name]
        run.state, run.sentence, run.forsaken = state, sentence, False
        if run.worker is not None:
            run.worker.holds.discard(name)
            run.worker.run = None if run.worker.run == name else run.worker.run
        run.worker = None
        self._notify()

    def _lost(self, worker: Worker, code: int) -> None:
        self.workers.all.remove(worker)
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        for name in tuple(worker.holds):
            self._finish(
                name,
                "failed",
                f"The training process {how} after step {self.runs[name].done[0]}, perhaps for want of memory; "
                "press Train to begin again.",
            )
        if worker.ready and code:  # so that the next run finds one; not if it cannot even start
            self.workers.idle()

    def wait_of(self, place: int) -> float:
        """The estimated seconds until the turn of the `place`-th in the queue, from 1."""
        training = [each for each in self.runs.values() if each.state == "training"]
        free = [0.0] * (self.workers.count - len(training)) + [self._left(each) for each in training]
        heapq.heapify(free)
        for name in self.queue[: place - 1]:
            heapq.heappush(free, heapq.heappop(free) + self._left(self.runs[name]))
        return free[0] if free else 0.0

    def _left(self, run: RunRecord) -> float:
        return run.seconds_left(self._rates.get(run.rate_key, 0.0))

    def _notify(self) -> None:
        self.dispatch()
        self._changed.notify_all()
