"""The door to the training processes: a bounded queue of runs, and a lease on every run.

A run goes on only while somebody watches it. Whoever closes the tab leaves nothing behind: unwatched
it pauses, then ends.
"""

import secrets
import threading
import time

from lessons.training.lab.look import ENDED, RunRecord, Watched
from lessons.training.lab.process import Worker, Workers
from lessons.training.lab.settings import Settings
from lessons.training.lab.turns import Turns
from lessons.waiting import Asker, Full, nobody, share_of

_TIDY_EVERY = 0.25


class Gone(LookupError):  # noqa: N818 - a state, not a mistake
    """The run is no longer kept."""


class Pool:
    """Trains at most `workers` runs at a time, each in a process; at most `waiting` more may queue. Thread-safe.

    A run that nobody has watched for `pause_after` seconds pauses, and gives its turn to the next; it goes
    on when somebody watches it again. After `end_after` seconds it ends; so does a paused run once `paused` others
    are, the one that has been longest. `run_bytes` and `all_bytes` are as
    in `Turns`, `niceness` as in `Worker`, `idle_after` and `silent_for` as in `Workers`. `asker` says for which
    address a run is begun; it has a share of the queue.
    """

    def __init__(
        self,
        workers: int = 1,
        waiting: int = 8,
        pause_after: float = 15.0,
        end_after: float = 60.0,
        niceness: int = 10,
        idle_after: float = 600.0,
        silent_for: float = 120.0,
        run_bytes: int = 32 * 2**20,
        all_bytes: int = 256 * 2**20,
        asker: Asker = nobody,
        paused: int = 24,
    ):
        self._waiting, self._pause_after, self._end_after = waiting, pause_after, end_after
        self._asker = asker
        self._changed = threading.Condition()
        self._workers = Workers(workers, self._on_message, niceness, idle_after, silent_for)
        self._turns = Turns(self._workers, self._changed, run_bytes, all_bytes, pause_after, paused)
        self._open = True
        self._janitor = threading.Thread(target=self._tidy, name="training pool", daemon=True)
        self._janitor.start()

    def warm(self, data: str = "scenes96") -> None:
        """Start a process now and let it draw pictures, so that the first run need not wait for it."""
        with self._changed:
            if self._open and not self._workers.all and (worker := self._workers.idle()):
                worker.tell("draw", data)

    @property
    def is_coming_up(self) -> bool:
        """Whether a process is starting, or a run that has its turn has not made its first step."""
        with self._changed:
            runs = self._turns.runs
            return any(
                not each.ready or (each.run in runs and not runs[each.run].done[0])
                for each in self._workers.all
            )

    def submit(self, settings: Settings) -> str:
        """Train, when it is its turn; the name of the run, by which it is watched.

        Raises:
            Full: the queue is full.
        """
        address = self._asker()
        with self._changed:
            waiting = len(self._turns.queue)
            its_own = [name for name in self._turns.queue if self._turns.runs[name].address == address]
            if waiting >= self._waiting or (address and len(its_own) >= share_of(self._waiting)):
                who = "1 training is" if waiting == 1 else f"{waiting} trainings are"
                raise Full(f"{who} waiting already; wait a moment and try again.")
            name = secrets.token_urlsafe(9)
            self._turns.runs[name] = RunRecord(settings, time.monotonic(), address=address)
            self._turns.enqueue(name)
            return name

    def watch(self, name: str, beyond: int = -1, timeout: float = 0.0) -> Watched:
        """How the run is now, which renews its lease; first wait, up to `timeout` s, for more than `beyond` looks.

        Raises:
            Gone: there is no such run, or it is no longer kept.
        """
        with self._changed:
            run = self._run(name)
            if run.forsaken:
                self._turns.enqueue(name)
            self._turns.dispatch()  # it may have let others pass while nobody watched
            run.watched_at += timeout  # whoever waits watches
            self._changed.wait_for(lambda: run.state in ENDED or len(run.looks) > beyond, timeout)
            run.watched_at = time.monotonic()
            queue = self._turns.queue
            place = queue.index(name) + 1 if name in queue else 0
            wait = self._turns.wait_of(place) if place else 0.0
            return Watched(name, run.settings, run.state, run.sentence, place, wait, run.progress, run.looks)

    def pause(self, name: str) -> None:
        """Stand still, and give the turn to the next. Errors as `watch`."""
        with self._changed:
            self._run(name)
            self._turns.pause(name)

    def resume(self, name: str) -> None:
        """Go on when it is its turn again. Errors as `watch`."""
        with self._changed:
            if self._run(name).state == "paused":
                self._turns.enqueue(name)

    def stop(self, name: str) -> None:
        """End it; what it has shown is kept. Errors as `watch`."""
        with self._changed:
            self._run(name)
            self._turns.end(name, "stopped", "")

    def close(self) -> None:
        """End all processes, and return when they are gone. Idempotent; no run may follow."""
        with self._changed:
            self._open, self._workers.count = False, 0
            for name in self._turns.runs:
                self._turns.end(name, "stopped", "The server stopped.")
            workers = tuple(self._workers.all)
            self._changed.notify_all()
        for worker in workers:
            worker.close()
        self._janitor.join()

    def _run(self, name: str) -> RunRecord:
        run = self._turns.runs.get(name)
        if run is None:
            raise Gone("This run is no longer kept; press Train to run it again.")
        run.watched_at = time.monotonic()
        return run

    def _on_message(self, worker: Worker, message: tuple[object, ...]) -> None:
        self._turns.receive(worker, message)

    def _tidy(self) -> None:
        """Look after the leases and the workers, until the pool is closed."""
        with self._changed:
            while self._open:
                for name, run in tuple(self._turns.runs.items()):
                    alone = time.monotonic() - run.watched_at
                    if run.state not in ENDED and alone > self._end_after:
                        self._turns.end(name, "stopped", "It ended because nobody watched it any more.")
                    elif run.state == "training" and alone > self._pause_after:
                        self._turns.pause(name, "It paused because nobody watched it.", forsaken=True)
                self._workers.tidy()
                self._changed.wait(_TIDY_EVERY)
