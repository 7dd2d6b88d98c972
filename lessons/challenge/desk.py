"""Where masks are scored: one hand-in at a time, on a thread of its own, and a full queue that says so."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from lessons.waiting import Asker, Full, Places, nobody

Result = TypeVar("Result")

WAITING = 96
"""So many hand-ins may wait, of which one address may hold three quarters; one takes about a tenth of a second."""


class Desk:
    """Does one piece of work at a time for all pages."""

    def __init__(self, waiting: int = WAITING, asker: Asker = nobody) -> None:
        self._pool, self._places, self._asker = ThreadPoolExecutor(1, "scoring"), Places(1 + waiting), asker

    def hand(self, work: Callable[[], Result]) -> Future[Result]:
        """Have `work` done once it is its turn. The calling thread says for which address.

        Raises:
            Full: too many wait.
        """
        address = self._asker()
        if not self._places.take(address):
            raise Full(
                "Many masks are being scored just now; wait a moment and hand in again. Nothing was counted."
            )
        future = self._pool.submit(work)
        future.add_done_callback(lambda _: self._places.leave(address))
        return future

    def close(self) -> None:
        """Finish what runs, refuse what comes."""
        self._pool.shutdown(cancel_futures=True)
