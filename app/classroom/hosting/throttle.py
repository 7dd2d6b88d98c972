"""Who guesses join codes, roster ids and instructors' secrets, and what that costs them.

A right answer costs nothing and a wrong one counts, for an hour, against three:

- the **browser**, which after `MOST_OF_BROWSER` wrong ones may try nothing more. Whoever guesses drops their cookie and
  goes on as a new browser, so this stops only those who mean no harm;
- the **network address**, which may be that of a whole class: 500 students who mistype a code eight times each reach
  `MOST_OF_ADDRESS`. From then on a code that is right opens from there only a class that is being joined just now
  (`joining`), so that guesses find none of the many others, and honest students are let in all the same;
- the **class and the address**, for ids of its roster, which may be short and follow one another. After
  `MOST_IDS_OF_ADDRESS` wrong ones nobody is let in from there by an id alone: who has a right one waits until the
  instructor lets them in, and everybody reads the same.

An instructor's secret has 256 bits and needs only the first of these.

There are 78 thousand million codes, so `MOST_OF_ADDRESS` guesses an hour find the code of one class in a thousand
years. The counts are this process's own: of several replicas each lets through as many, and a restart forgets them.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from uuid import UUID

from app.classroom.digest import digest_of
from app.classroom.errors import LimitError

MOST_OF_BROWSER = 20
MOST_OF_ADDRESS = 4_000
MOST_IDS_OF_ADDRESS = 1_000
WINDOW = 3600.0
"""Seconds for which a wrong guess counts."""

_MOST_KEPT = 50_000  # browsers, and addresses, of which something is known; the oldest is forgotten first


class TooManyGuessesError(LimitError):
    """This browser has typed too much that was wrong; the text says when it may go on."""


class Throttle:
    """The wrong guesses of the last hour; safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._browsers, self._addresses = _Counts(clock), _Counts(clock)

    def refuse(self, token: str) -> None:
        """Raise `TooManyGuessesError` if the browser with this token has guessed wrong too often."""
        count, rest = self._browsers.of(digest_of(token))
        if count >= MOST_OF_BROWSER:
            raise TooManyGuessesError(
                "Too much that was wrong has been typed in this browser. Ask your instructor what is right, and try "
                f"again in {math.ceil(rest / 60)} minutes."
            )

    def wrong(self, token: str, address: str | None, classroom: UUID | None = None) -> None:
        """Count a wrong guess: at an id of this class's roster, else at a code or a secret."""
        self._browsers.add(digest_of(token))
        self._addresses.add((address, classroom))

    def many_codes_from(self, address: str | None) -> bool:
        """Whether so many wrong codes came from this address that a right one does not count for much."""
        return self._addresses.of((address, None))[0] >= MOST_OF_ADDRESS

    def many_ids_from(self, address: str | None, classroom: UUID) -> bool:
        """The same for ids of this class's roster."""
        return self._addresses.of((address, classroom))[0] >= MOST_IDS_OF_ADDRESS


class _Counts:
    """How often each key came within `WINDOW` of its first time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[float, int]] = OrderedDict()

    def add(self, key: Hashable) -> None:
        """Count this key once more."""
        with self._lock:
            began, count = self._of(key)
            if key not in self._kept and len(self._kept) >= _MOST_KEPT:
                self._kept.popitem(last=False)
            self._kept[key] = began, count + 1
            if count == 0:
                self._kept.move_to_end(key)

    def of(self, key: Hashable) -> tuple[int, float]:
        """How often this key came, and in how many seconds that is forgotten."""
        with self._lock:
            began, count = self._of(key)
        return count, began + WINDOW - self._clock()

    def _of(self, key: Hashable) -> tuple[float, int]:
        now = self._clock()
        began, count = self._kept.get(key, (now, 0))
        return (began, count) if now < began + WINDOW else (now, 0)
