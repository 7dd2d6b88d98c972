"""Hands changes in classes to those of this process who follow them.

A change is heard on any thread and handed on by the event loop, where all else in here happens. Of a class nobody is
told more often than every quarter of a second, and then each topic once: 30 attempts in a second are told as a few.
What somebody has not taken yet waits as a set of topics, so whoever reads slowly costs nothing and misses nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from anyio import CapacityLimiter, to_thread

from app.classroom.hosting import Audience, Change

log = logging.getLogger("pixelwise")

EVERYTHING = "all"
"""The topic that says: look at everything again."""

_OF_INSTRUCTORS = {"work", "members", "hands", "votes"}  # what students do not see, they need not hear of
_ABOUT_LEAVE = {"members", EVERYTHING}  # after such a change somebody may have to stop listening


class Follower:
    """Somebody who follows a class; `digest` is that of their browser's token."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        self.instructs = False
        self._topics: set[str] = set()
        self._more = asyncio.Event()
        self._ended = False

    def tell(self, topics: set[str]) -> None:
        """Have these topics taken next, of those that are for this follower."""
        if self.instructs:
            self._topics |= topics
        else:
            self._topics |= topics - _OF_INSTRUCTORS
        if self._topics:
            self._more.set()

    def end(self) -> None:
        """Say a last time that everything is to be looked at again: the page then finds out that it may not."""
        self._ended = True
        self._topics.add(EVERYTHING)
        self._more.set()

    async def take(self) -> list[str]:
        """Wait for topics, and take them; none once it is over."""
        if self._ended and not self._topics:
            return []
        await self._more.wait()
        self._more.clear()
        topics, self._topics = self._topics, set()
        return [EVERYTHING] if EVERYTHING in topics else sorted(topics)


@dataclass
class _Followed:
    """A class that somebody follows; `due` are the topics to be told when `pause` is over."""

    followers: set[Follower] = field(default_factory=set)
    due: set[str] = field(default_factory=set)
    pause: asyncio.TimerHandle | None = None
    asking: asyncio.Task[None] | None = None
    ask_again: bool = False


class Hub:
    """The followers of every class, on one event loop.

    Args:
        audience: who may follow a class; called on a thread of its own.
        gap: seconds between two times that a class is told something.
        patience: seconds between two times that it is asked who may still follow a class.
    """

    def __init__(
        self, audience: Callable[[UUID], Audience], gap: float = 0.25, patience: float = 1.0
    ) -> None:
        self._audience, self._gap, self._patience = audience, gap, patience
        self._followed: dict[UUID, _Followed] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = CapacityLimiter(1)

    def hear(self, change: Change) -> None:
        """Take a change from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():  # else nobody follows anything
            loop.call_soon_threadsafe(self._note, change)

    @contextmanager
    def following(self, classroom: UUID, digest: str) -> Iterator[Follower]:
        """A follower of this class until the block ends; who may be one, is the caller's to ask, inside the block.

        A change after that is not missed, and neither is one that takes the leave away.
        """
        self._loop = asyncio.get_running_loop()
        follower = Follower(digest)
        followed = self._followed.setdefault(classroom, _Followed())
        followed.followers.add(follower)
        try:
            yield follower
        finally:
            followed.followers.discard(follower)
            if not followed.followers:
                if followed.pause:
                    followed.pause.cancel()
                if followed.asking:
                    followed.asking.cancel()
                del self._followed[classroom]

    def _note(self, change: Change) -> None:
        for classroom, followed in list(self._followed.items()):
            if change.classroom not in {None, classroom}:
                continue
            followed.due.add(change.topic)
            if change.topic in _ABOUT_LEAVE:
                self._ask(classroom, followed)
            if followed.pause is None:
                self._tell(followed)

    def _tell(self, followed: _Followed) -> None:
        followed.pause = None
        if not followed.due:
            return
        due, followed.due = followed.due, set()
        for follower in followed.followers:
            follower.tell(due)
        followed.pause = asyncio.get_running_loop().call_later(self._gap, self._tell, followed)

    def _ask(self, classroom: UUID, followed: _Followed) -> None:
        """Find out who may still follow this class; once at a time, however many changes come."""
        followed.ask_again = True
        if followed.asking is None or followed.asking.done():
            ending = self._end_those_without(classroom, followed)
            followed.asking = asyncio.get_running_loop().create_task(ending)

    async def _end_those_without(self, classroom: UUID, followed: _Followed) -> None:
        while followed.ask_again:
            followed.ask_again = False
            try:
                audience = await to_thread.run_sync(self._audience, classroom, limiter=self._thread)
            except Exception as error:
                log.warning("who may follow a class is asked again, as the records do not tell: %s", error)
                followed.ask_again = True
            else:
                for follower in followed.followers:
                    follower.instructs = follower.digest in audience.instructors
                    if not follower.instructs and follower.digest not in audience.students:
                        follower.end()
            await asyncio.sleep(self._patience)
