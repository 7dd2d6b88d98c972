"""A class that is followed live: how soon an attempt is on its instructor's screens, and what that costs.

`python -m tests.bench.load.classroom 30 20` does it with 30 students for 20 seconds. Each student holds a stream of
changes as a page does that follows the class; the instructor's screens hold one too, and fetch the grid when they are
told. Beside it, with fewer, the naive way: every page, the instructor's too, has a fragment that Streamlit runs every 3
seconds.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import select

from app.classroom import Records, schema
from app.classroom.hosting import Hosting, Stand
from app.classroom.hosting.tables import member
from tests.bench.load.browser import Browser, FailedError, ShownWidget
from tests.bench.load.crowd import Crowd
from tests.bench.load.learner import Action, Learner, timed
from tests.bench.load.rows import Held, held, running_on, tell, warm
from tests.bench.rows import Row, percentile
from tests.servers import Server
from tests.wire import new_cookie

STUDENTS, SCREENS = 300, 5
FEW = 60
"""So many students follow a class in each of two ways; what it costs is compared."""
ROUNDS = 3
"""So often each way is tried, in turns; the middle one counts."""

_ACTION, _SEEN = 0.35, 1.0  # seconds
_SHARE = 0.2
_AFTER = 3.0  # seconds that the screens go on after the last action
_POLL = "poll"
_WAYS = _PLAIN, _OURS, _NAIVE = "no live view", "this live view", "a fragment every 3 s"

Seen = dict[tuple[str, str], int]


class Meeting:
    """A class at a server, as this process knows it: its students, the answers they sent, what its screens showed."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.url = server.url
        self.records = Records(f"sqlite:///{folder / 'pixelwise.db'}")
        self.records.migrate()
        self.hosting = Hosting(self.records.database, self.records.changes)
        self.owner = new_cookie(self.url)
        self.opened = self.hosting.classrooms.open(_token(self.owner), "Load")
        self.id = self.opened.classroom.id
        self.sent = 0
        self.lost_streams = 0
        self.screens: list[Screen] = []

    def enrol(self, cookies: str, name: str) -> None:
        """Make the browser with these cookies a student's."""
        learner = self.records.ensure_learner(_token(cookies))
        self.hosting.members.join(learner, self.opened.classroom.join_code, name)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """The instructor's screens, each in a browser of its own, until a moment after the block ends."""
        cookies = [self.owner, *(new_cookie(self.url) for _ in range(SCREENS - 1))]
        for each in cookies[1:]:
            self.teach(each)
        self.screens = [Screen(self.url, self.id, each) for each in cookies]
        with _beside([each.follow for each in self.screens]):
            yield
            time.sleep(_AFTER)

    @contextmanager
    def polled(self) -> Iterator[None]:
        """As many pages of instructors, whose fragment draws the grid again and again, until the block ends."""
        with _beside([self._poll] * SCREENS):
            yield

    def teach(self, cookies: str) -> None:
        """Make the browser with these cookies an instructor's."""
        self.hosting.classrooms.enter(_token(cookies), self.opened.teaching_secret)

    async def _poll(self, http: httpx2.AsyncClient) -> None:
        async with Browser(self.url, http, 30) as browser:
            await asyncio.to_thread(self.teach, browser.cookies)
            await browser.open("join")
            while True:
                [(fragment, interval)] = browser.repeats.items()
                await asyncio.sleep(interval)
                await browser.repeat(fragment)

    def attempts(self) -> list[Any]:
        """All attempts of the class in the order in which they were made."""
        table = schema.attempt.c
        query = select(table.id, table.learner_id, table.exercise, table.passed, table.created).join(
            member, (member.c.learner_id == table.learner_id) & (member.c.classroom_id == self.id)
        )
        with self.records.database.read() as connection:
            return list(connection.execute(query.order_by(table.created, table.id)))


class Student(Learner):
    """A learner who joins the class and follows it, and whose answers are counted."""

    def __init__(self, browser: Browser, seed: int, meeting: Meeting, *, follows: bool = True) -> None:
        super().__init__(browser, seed)
        self._meeting, self._follows, self._name = meeting, follows, f"Student {seed}"
        self._stream: asyncio.Task[None] | None = None

    async def arrive(self) -> Action:
        """Open the first page, join, and begin to listen."""
        action = await super().arrive()
        await asyncio.to_thread(self._meeting.enrol, self._browser.cookies, self._name)
        if self._follows:
            self._stream = asyncio.create_task(self._listen())
        return action

    async def _listen(self) -> None:
        try:
            async for _ in topics(self._meeting.url, self._meeting.id, self._browser.cookies):
                pass
        except (FailedError, OSError) as error:
            print(error, file=sys.stderr)
        self._meeting.lost_streams += 1

    async def _check_code(self, editor: ShownWidget, exercise: str, layer: str) -> None:
        await super()._check_code(editor, exercise, layer)
        self._meeting.sent += 1

    async def _check_other(self, button: ShownWidget, exercise: str) -> None:
        await super()._check_other(button, exercise)
        self._meeting.sent += 1


class Poller(Student):
    """A student whose page asks every few seconds, as its fragment says."""

    _due = 0.0

    async def rest(self, seconds: float) -> list[Action]:
        """Do nothing for so long, but ask whenever it is time; what fell due during an action is asked at once."""
        asked: list[Action] = []
        end = time.monotonic() + seconds
        while self._browser.repeats:
            [(fragment, interval)] = self._browser.repeats.items()
            if self._due > end:
                break
            asked += await super().rest(self._due - time.monotonic())
            if fragment in self._browser.repeats:
                asked.append(await timed(_POLL, self._browser.repeat(fragment)))
            self._due = time.monotonic() + interval
        return asked + await super().rest(end - time.monotonic())


@dataclass
class Screen:
    """A screen with the grid open, and each grid that it fetched with when that was there."""

    url: str
    classroom: UUID
    cookie: str
    shown: list[tuple[float, bytes]] = field(default_factory=list)

    async def follow(self, http: httpx2.AsyncClient) -> None:
        """Fetch the grid whenever the class is said to have changed; once more if that was meanwhile."""
        changed = asyncio.Event()

        async def listen() -> None:
            async for topic in topics(self.url, self.classroom, f"pixelwise={self.cookie}"):
                if topic in {"work", "members", "all"}:
                    changed.set()

        listening = asyncio.create_task(listen())
        etag = ""
        try:
            while not listening.done():
                await changed.wait()
                changed.clear()
                headers = {"cookie": f"pixelwise={self.cookie}", "if-none-match": etag}
                answer = await http.get(f"{self.url}/live/{self.classroom}/grid", headers=headers, timeout=30)
                if answer.status_code == 200:
                    etag = answer.headers["etag"]
                    self.shown.append((time.time(), answer.content))
        finally:
            listening.cancel()

    def seen(self) -> Iterator[tuple[float, Seen]]:
        """What each grid told: by student and exercise, how many of the attempts up to the first that passed."""
        for moment, body in self.shown:
            grid = json.loads(body)
            yield (
                moment,
                {
                    (student, grid["exercises"][column]): failures + (stand >= Stand.PASSED)
                    for student, _, _, cells in grid["students"]
                    for column, stand, failures, _, _ in cells
                },
            )


async def topics(url: str, classroom: UUID, cookies: str) -> AsyncIterator[str]:
    """The topics that a stream of changes tells, until it ends."""
    host, port = url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        lines = [f"GET /live/{classroom} HTTP/1.1", f"Host: {host}:{port}", f"Cookie: {cookies}", "", ""]
        writer.write("\r\n".join(lines).encode())
        status = await reader.readline()
        if b" 200 " not in status:
            raise FailedError(f"a stream was answered {status.decode().strip()}")
        while line := await reader.readline():
            if line.startswith(b"data: {"):
                yield json.loads(line.removeprefix(b"data: "))["topic"]
    finally:
        writer.close()


@contextmanager
def _beside(works: Sequence[Callable[[httpx2.AsyncClient], Awaitable[None]]]) -> Iterator[None]:
    """Do all of these in a thread of their own until the block ends; what one of them raises is raised then."""
    over = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(lambda: asyncio.run(_until(over, works)))
        try:
            yield
        finally:
            over.set()
        done.result()


async def _until(
    over: threading.Event, works: Sequence[Callable[[httpx2.AsyncClient], Awaitable[None]]]
) -> None:
    async with httpx2.AsyncClient() as http:
        http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # each browser has its own
        tasks = [asyncio.ensure_future(work(http)) for work in works]
        while not over.is_set():
            await asyncio.sleep(0.05)
        for each in tasks:
            each.cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome


def _token(cookies: str) -> str:
    return cookies.split("pixelwise=")[-1].split(".")[0]


def expected(meeting: Meeting) -> tuple[Seen, list[tuple[tuple[str, str], int, float]]]:
    """What the grid must tell in the end; and of each attempt that it counts the cell, its number there, the moment."""
    teacher = meeting.hosting.classrooms.teacher(_token(meeting.owner), meeting.id)
    assert teacher
    members = {each.learner: str(each.id) for each in meeting.hosting.members.of_class(teacher)}
    numbers: Seen = defaultdict(int)
    passed: set[tuple[str, str]] = set()
    attempts: list[tuple[tuple[str, str], int, float]] = []
    for row in meeting.attempts():
        cell = members[row.learner_id], row.exercise
        if cell in passed:
            continue
        numbers[cell] += 1
        attempts.append((cell, numbers[cell], row.created.timestamp()))
        if row.passed:
            passed.add(cell)
    return dict(numbers), attempts


def delays(screen: Screen, attempts: list[tuple[tuple[str, str], int, float]]) -> list[float]:
    """Seconds from each attempt until it was on the screen; infinite for one that never was."""
    first: dict[tuple[tuple[str, str], int], float] = {}
    before: Seen = {}
    for moment, seen in screen.seen():
        for cell, number in seen.items():
            for each in range(before.get(cell, 0) + 1, number + 1):
                first[cell, each] = moment
        before = seen
    return [first.get((cell, number), float("inf")) - created for cell, number, created in attempts]


@contextmanager
def _serving(script: str) -> Iterator[tuple[Server, Path]]:
    with tempfile.TemporaryDirectory() as data, running_on(Path(data), script) as server:
        warm(server)
        yield server, Path(data)


def _live(students: int, seconds: float) -> list[Row]:
    """A class that its students and its instructor follow live, and what became of its attempts."""
    with _serving("app/server.py") as (server, folder):
        meeting = Meeting(server, folder)
        with meeting.watched():
            live = held(server, _crowd(students, seconds), partial(Student, meeting=meeting))
        tell(live.outcome)
        return _live_rows(f"a class of {students}, {SCREENS} screens", live, meeting)


def _crowd(students: int, seconds: float) -> Crowd:
    return Crowd(students, seconds=seconds, arrival=max(5.0, students / 8))


def rows(students: int = STUDENTS, few: int = FEW, seconds: float = 60, rounds: int = ROUNDS) -> list[Row]:
    """A class of 300 with five screens; then what 60 students cost who do not follow it, do, and whose pages poll."""
    table = _live(students, seconds)
    # One server, whose pages have the fragment: what is loaded once costs none of the three more than the others. A
    # browser that does not follow it never asks for it to run again.
    costs: dict[str, list[float]] = defaultdict(list)
    polls = 0
    with _serving("tests/bench/apps/polling.py") as (server, folder):
        held(server, _crowd(few, seconds), partial(Student, meeting=Meeting(server, folder), follows=False))
        for round_ in range(rounds):
            for way in _WAYS:
                meeting = Meeting(server, folder)
                kind = partial(Poller if way == _NAIVE else Student, meeting=meeting, follows=way == _OURS)
                beside = {_OURS: meeting.watched, _NAIVE: meeting.polled}.get(way, nullcontext)
                with beside():
                    crowd = held(server, replace(_crowd(few, seconds), seed=round_), kind)
                tell(crowd.outcome)
                costs[way].append(crowd.processor)
                polls += sum(each.kind == _POLL for each in crowd.outcome.actions)
    middle = {way: median(each) for way, each in costs.items()}
    table += [
        Row(f"{few} students, {way}: processor time in {seconds:g} s", value, "s", "same run")
        for way, value in middle.items()
    ]
    ours, naive = (middle[way] - middle[_PLAIN] for way in (_OURS, _NAIVE))
    return [
        *table,
        Row(f"{few} students: times that a fragment asked, a round", polls / rounds, "", "same run"),
        Row(f"{few} students: cost of this / cost of the fragments", ours / naive, "×", bar=_SHARE),
    ]


def _live_rows(name: str, live: Held, meeting: Meeting) -> list[Row]:
    ids = [row.id for row in meeting.attempts()]
    right, attempts = expected(meeting)
    seen = [delay for screen in meeting.screens for delay in delays(screen, attempts)]
    soon = percentile(seen, 0.95) if seen else float("inf")
    wrong = sum(dict(list(screen.seen())[-1][1]) != right for screen in meeting.screens)
    doubled = len(ids) - meeting.sent
    actions = [each for each in live.outcome.actions if each.kind != _POLL]
    return [
        Row(f"{name}: an action, p95", live.outcome.p95, "s", bar=_ACTION),
        Row(f"{name}: errors", len(live.outcome.errors), "", bar=0),
        Row(f"{name}: actions", len(actions), "", "same run"),
        Row(f"{name}: attempts", len(ids), "", "same run"),
        Row(f"{name}: an attempt is on a screen, p95", soon, "s", bar=_SEEN),
        Row(f"{name}: attempts lost", max(0, -doubled), "", bar=0),
        Row(f"{name}: attempts doubled", max(0, doubled), "", bar=0),
        Row(f"{name}: screens that are wrong at the end", wrong, "", bar=0),
        Row(f"{name}: streams that ended early", meeting.lost_streams, "", bar=0),
        Row(f"{name}: grids that a screen fetched", len(meeting.screens[0].shown), "", "same run"),
        Row(f"{name}: processor time of an action", live.milliseconds, "ms", "same run"),
    ]


def main() -> None:
    """Print the rows for a class of this size."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load.classroom", description=__doc__)
    parser.add_argument("students", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--rounds", type=int, default=1, help="how often each way to follow a class is tried")
    chosen = parser.parse_args()
    few = min(FEW, chosen.students)
    table = rows(chosen.students, few, chosen.seconds, chosen.rounds)
    print("\n".join(row.line() for row in table))


if __name__ == "__main__":
    main()
