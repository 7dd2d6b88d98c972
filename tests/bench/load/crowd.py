"""Many learners at one app at once, each at their own pace, and what became of their actions."""

import asyncio
import math
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol

import httpx2

from tests.bench.load.browser import Browser, FailedError
from tests.bench.load.learner import QUIET, SECTION, Action, Learner
from tests.bench.rows import percentile


class Participant(Protocol):
    """Somebody at a browser."""

    async def arrive(self) -> Action:
        """Open the first page."""
        ...

    async def act(self) -> list[Action]:
        """Do the next thing, with what comes before it."""
        ...

    async def rest(self, seconds: float) -> list[Action]:
        """Do nothing for so long, but for what a page does by itself."""
        ...


@dataclass(frozen=True)
class Crowd:
    """How many learners, how often each acts, and for how long: all bounded.

    Learners arrive one after another within `arrival` seconds and open a page; then all act for `seconds`, each
    `pause` seconds after their last due time on average. Where `stay` is set, a learner closes the tab after so many
    actions and another one comes. An answer that takes longer than `patience` seconds has failed.
    """

    learners: int
    seconds: float
    pause: float = 10.0
    arrival: float = 30.0
    stay: int = 0
    patience: float = 30.0
    seed: int = 0


@dataclass(frozen=True)
class Turnout:
    """The actions of a crowd, those of its arrival apart."""

    arrivals: list[Action]
    actions: list[Action]

    @property
    def errors(self) -> list[str]:
        """What failed, at any time."""
        return [each.error for each in [*self.arrivals, *self.actions] if each.error]

    @property
    def p95(self) -> float:
        """Seconds within which 95 % of the actions were done; pages do something by themselves too."""
        return percentile([each.seconds for each in self.actions if each.kind not in (SECTION, QUIET)], 0.95)


def come(
    url: str,
    crowd: Crowd,
    began: Callable[[], None] = lambda: None,
    person: Callable[[Browser, int], Participant] = Learner,
) -> Turnout:
    """Let the crowd come to the app at this address; `began` is called when all have arrived.

    Raises:
        ValueError: the app is not on this machine.
    """
    if not url.startswith("http://127.0.0.1:"):
        raise ValueError(f"A crowd comes only to an app on this machine (http://127.0.0.1:…), not to {url}.")
    return asyncio.run(_Class(url, crowd, began, person).meet())


class _Class:
    """A crowd at an app, from the first arrival to the end."""

    def __init__(
        self, url: str, crowd: Crowd, began: Callable[[], None], person: Callable[[Browser, int], Participant]
    ) -> None:
        self._url, self._crowd, self._began, self._person = url, crowd, began, person
        self._arrivals: list[Action] = []
        self._actions: list[Action] = []
        self._awaited = set(range(crowd.learners))
        self._all_here = asyncio.Event()
        self._end = math.inf

    async def meet(self) -> Turnout:
        """Let all come, act and leave."""
        limits = httpx2.Limits(max_connections=64, keepalive_expiry=2)  # the server closes after 5 s
        async with httpx2.AsyncClient(limits=limits) as http:
            http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # each browser has its own
            await asyncio.gather(*(self._place(number, http) for number in range(self._crowd.learners)))
        return Turnout(self._arrivals, self._actions)

    async def _place(self, number: int, http: httpx2.AsyncClient) -> None:
        """One place in the class: a learner, and those who come after them."""
        crowd, now = self._crowd, asyncio.get_running_loop().time
        chance = random.Random(f"{crowd.seed} {number}")
        arrived = now() + crowd.arrival  # all have
        await asyncio.sleep(crowd.arrival * number / crowd.learners)
        due = -math.inf
        while due < self._end:
            seed = chance.getrandbits(32)
            try:
                async with Browser(self._url, http, crowd.patience) as browser:
                    person = self._person(browser, seed)
                    action = await person.arrive()
                    (self._arrivals if number in self._awaited else self._actions).append(action)
                    if due < 0:  # a page that is open meanwhile does by itself what it does on any other day
                        self._arrivals += await person.rest(arrived - now())
                    await self._here(number)
                    due = max(due, now())
                    for _ in range(crowd.stay or sys.maxsize):
                        due += chance.expovariate(1 / crowd.pause)
                        if due >= self._end:
                            return
                        self._actions += await person.rest(due - now())
                        self._actions += await person.act()
            except FailedError as error:
                self._actions.append(Action("connection", 0.0, str(error)))
                await self._here(number)
                await asyncio.sleep(1)
                due = now()

    async def _here(self, number: int) -> None:
        """Wait until all have arrived, or have failed to; the last one begins the lesson."""
        self._awaited.discard(number)
        if not self._awaited and not self._all_here.is_set():
            self._end = asyncio.get_running_loop().time() + self._crowd.seconds
            self._began()
            self._all_here.set()
        await self._all_here.wait()
