"""What the bounded queues share: the grader's, the networks' and the trainings'.

Each has so many places, of which one network address has at most a share, and says the same when there is
none left. The rest is their own: the grader's lets short runs pass long ones, the networks' shares one run
among all who ask for the same, and a training keeps its place while it pauses.
"""

import threading
from collections import Counter
from collections.abc import Callable

Asker = Callable[[], str | None]
"""Says for which network address the calling thread asks; None where that is not known."""


class Full(RuntimeError):  # noqa: N818 - a state, not a mistake
    """So many wait already that one more would wait too long; the text is one sentence that says what to do."""


def nobody() -> None:
    """The asker of queues that only one program uses."""


def share_of(places: int) -> int:
    """How many of these places one address may hold: three quarters, and at least one.

    A name, a cookie or a session costs nothing, so whoever wants all places asks under many. An address is
    harder to come by. It may still be a whole class behind one router, so most places are open to it.
    """
    return max(1, 3 * places // 4)


class Places:
    """At most `most` places, and for one address at most its share. Any thread may take and leave them."""

    def __init__(self, most: int) -> None:
        self._most, self._share = most, share_of(most)
        self._taken: Counter[str | None] = Counter()
        self._lock = threading.Lock()

    def take(self, address: str | None) -> bool:
        """Take a place for this address, if there is one for it; whoever is unknown has no share to keep to."""
        with self._lock:
            its_own = self._taken[address] if address is not None else 0
            if its_own >= self._share or self._taken.total() >= self._most:
                return False
            self._taken[address] += 1
            return True

    def leave(self, address: str | None) -> None:
        """Give back a place that `take` gave to this address."""
        with self._lock:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]
