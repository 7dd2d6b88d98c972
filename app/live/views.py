"""What an instructor's page draws without a rerun: `/live/<class>/<view>`, computed once for all who watch.

A computation begins at most every 0.6 seconds, and shows all that was on disk when it began. Whoever asks gets one that
began after the last change that was told, and one page that watches costs as much as five.
"""

import asyncio
import gzip
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from anyio import CapacityLimiter, to_thread

from app.classroom.hosting import Change, Course, Grid, GridRow, Hosting, Teacher
from lessons import COURSE

Look = Callable[[Teacher], bytes]
"""Gives the JSON of one class, for one thread at a time; raises `NotAllowedError` if the teacher may not see it."""

COURSE_EXERCISES: Course = {
    f"{lesson.slug}/{section.name}": section.exercises for lesson in COURSE for section in lesson.sections
}

_TOPICS = {"work", "members", "all"}
_CLASSES = 64


def grid_view(hosting: Hosting) -> Look:
    """Every student at every exercise.

    `{"exercises": [id], "students": [[member, name, idle, [[column, stand, failures, hints, alarm]]]]}`, where a stand
    is a number of `Stand` and an alarm 1 for a student who is stuck, 2 for one in haste, 3 for both.
    """
    watch = hosting.grids.watch(COURSE_EXERCISES)
    written: dict[UUID, tuple[GridRow, tuple[str, ...], str]] = {}

    def look(who: Teacher) -> bytes:
        nonlocal written
        grid = watch.look(who)
        columns = {exercise: at for at, exercise in enumerate(grid.exercises)}
        now: dict[UUID, tuple[GridRow, tuple[str, ...], str]] = {}
        for row in grid.rows:
            before = written.get(row.member)
            same = before and before[0] is row and before[1] == grid.exercises
            now[row.member] = before if before and same else (row, grid.exercises, _written(row, columns))
        written = now
        return _body(grid, [text for _, _, text in now.values()])

    return look


VIEWS: dict[str, Callable[[Hosting], Look]] = {"grid": grid_view}
"""What there is to fetch, by its name in the address."""


def _written(row: GridRow, columns: dict[str, int]) -> str:
    cells = sorted(
        [columns[exercise], each.stand, each.failures, each.hints, each.stuck + 2 * each.hasty]
        for exercise, each in row.cells.items()
    )
    return json.dumps([str(row.member), row.name, row.idle, cells], separators=(",", ":"))


def _body(grid: Grid, students: list[str]) -> bytes:
    exercises = json.dumps(grid.exercises, separators=(",", ":"))
    return f'{{"exercises":{exercises},"students":[{",".join(students)}]}}'.encode()


@dataclass(frozen=True)
class Drawn:
    """A view of a class: its JSON, compressed, and what tells it from another."""

    packed: bytes
    etag: str


@dataclass
class _Held:
    """What is held of a view of a class: `running` is its computation, `following` one that begins after that."""

    look: Look
    drawn: Drawn | None = None
    stale: bool = True
    began: float = float("-inf")
    running: asyncio.Task[Drawn] | None = None
    following: asyncio.Task[Drawn] | None = None


class Views:
    """The views of all classes that somebody watches, on one event loop.

    Args:
        gap: seconds between the beginnings of two computations of one view.
        lasts: seconds after which a view is computed anew without a change, for what only time changes.
    """

    def __init__(self, gap: float = 0.6, lasts: float = 10.0) -> None:
        self._gap, self._lasts = gap, lasts
        self._held: OrderedDict[tuple[UUID, str], _Held] = OrderedDict()
        self._threads = CapacityLimiter(2)
        self._loop: asyncio.AbstractEventLoop | None = None

    def hear(self, change: Change) -> None:
        """Take a change from any thread."""
        loop = self._loop
        if change.topic in _TOPICS and loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._note, change)

    async def get(self, name: str, who: Teacher, hosting: Hosting) -> Drawn:
        """The view of this name. Raises what its computation raises."""
        self._loop = asyncio.get_running_loop()
        key = who.classroom, name
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = _Held(VIEWS[name](hosting))
        self._held.move_to_end(key)
        while len(self._held) > _CLASSES:
            self._held.popitem(last=False)
        if self._loop.time() - held.began > self._lasts:
            held.stale = True
        if held.stale and held.following is None:
            held.following = self._loop.create_task(self._compute(held, who))
        task = held.following or held.running
        if task is not None:
            return await asyncio.shield(task)
        assert held.drawn is not None
        return held.drawn

    async def _compute(self, held: _Held, who: Teacher) -> Drawn:
        if held.running is not None:
            await asyncio.wait([held.running])
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, held.began + self._gap - loop.time()))
        held.running, held.following = held.following, None
        held.began, held.stale = loop.time(), False
        try:
            held.drawn = await to_thread.run_sync(_drawn, held.look, who, limiter=self._threads)
        except BaseException:
            held.stale = True
            raise
        finally:
            held.running = None
        return held.drawn

    def _note(self, change: Change) -> None:
        for (classroom, _), held in self._held.items():
            if change.classroom in {None, classroom}:
                held.stale = True


def _drawn(look: Look, who: Teacher) -> Drawn:
    body = look(who)
    return Drawn(gzip.compress(body, 5, mtime=0), f'"{hashlib.sha256(body).hexdigest()[:24]}"')
