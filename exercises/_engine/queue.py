"""Who runs next. Fair, bounded, and short runs never wait behind all the long ones."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from lessons.waiting import Asker, Full, Places, nobody

_SENTENCE = "Many people are checking their code right now. Nothing was graded; try again in a few seconds."


class Turnstile:
    """Lets at most `workers` runs in at a time: the short ones and the long ones each in order of arrival.

    A run starts out short. One that does not end in a short run's time comes back as a long one. The
    long ones together never hold the last worker (if there are two or more), and while one waits,
    the short ones leave it a worker: so neither kind can keep the other out. At most `capacity` runs
    wait, of which at most a quarter are long; `asker` says for which address, which has a share of them.
    """

    def __init__(self, workers: int, capacity: int, asker: Asker = nobody) -> None:
        self._workers, self._asker = workers, asker
        self._places = {False: Places(capacity), True: Places(max(1, capacity // 4))}
        self._waiting: dict[bool, deque[int]] = {False: deque(), True: deque()}
        self._running = {False: 0, True: 0}
        self._arrivals = 0
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, *, long: bool = False) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises:
            Full: too many are waiting already.
        """
        address = self._asker()
        with self._changed:
            if not self._places[long].take(address):
                raise Full(_SENTENCE)
            self._arrivals += 1
            ticket = self._arrivals
            self._waiting[long].append(ticket)
            try:
                self._changed.wait_for(lambda: self._next() == ticket)
                self._running[long] += 1
            finally:
                self._waiting[long].remove(ticket)
                self._places[long].leave(address)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._running[long] -= 1
                self._changed.notify_all()

    def _next(self) -> int | None:
        """The ticket whose turn it is, if a worker is free for it."""
        if sum(self._running.values()) >= self._workers:
            return None
        heads = [lane[0] for long, lane in self._waiting.items() if lane and self._may_start(long)]
        return min(heads, default=None)

    def _may_start(self, long: bool) -> bool:
        if self._workers == 1:
            return True
        if long:
            return self._running[True] < self._workers - 1
        leave_one = self._waiting[True] and not self._running[True]
        return not leave_one or self._running[False] < self._workers - 1
