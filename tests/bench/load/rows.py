"""A class at one process: this app, the one before, and a bare Streamlit app, each with learners who come and act.

The generator runs beside the server, on the same processors. What an action takes is told from its sending until the
script of its last run has finished; figures of one run belong together.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import psutil

from lessons import COURSE
from tests.bench.load.browser import Browser, FailedError
from tests.bench.load.crowd import Crowd, Participant, Turnout, come
from tests.bench.load.learner import Action, Learner, timed
from tests.bench.rows import Row
from tests.servers import ROOT, Server

LEARNERS = 350
"""As many as must be held, at one action in ten seconds each."""
BEFORE = "dfaf43d"
"""The commit against which the number of learners is told."""
TIMES = 7
"""So many times as many learners must be held as by the app of that commit."""

_P95 = 0.3
_FEW = (50, 65, 80)
_APPS = Path(__file__).parents[1] / "apps"


class Tapper:
    """A learner at the bare app, who presses its one button."""

    def __init__(self, browser: Browser, seed: int) -> None:
        self._browser = browser

    async def arrive(self) -> Action:
        """Open the page."""
        return await timed("page", self._browser.open(""))

    async def act(self) -> list[Action]:
        """Press the button."""
        buttons = self._browser.find("button", "")
        if not buttons:
            raise FailedError("the button is not there: an earlier run of the page has not come to its end")
        return [await timed("button", self._browser.press(buttons[0]))]

    async def rest(self, seconds: float) -> list[Action]:
        """Do nothing for so long."""
        await asyncio.sleep(max(0.0, seconds))
        return []


@dataclass(frozen=True)
class Held:
    """What became of a crowd, and what it cost: processor seconds while all acted, MB that each visit added."""

    outcome: Turnout
    processor: float
    megabytes: float

    @property
    def milliseconds(self) -> float:
        """Processor time of one action, in milliseconds."""
        return 1000 * self.processor / len(self.outcome.actions)


class _Process:
    """The processor time and memory of a server and of what it started."""

    def __init__(self, pid: int) -> None:
        self._server = psutil.Process(pid)

    def processor(self) -> float:
        """Seconds so far."""
        return sum(sum(each.cpu_times()[:2]) for each in self._all())

    def megabytes(self) -> float:
        """Memory of the server itself now."""
        return self._server.memory_info().rss / 1e6

    def _all(self) -> Iterator[psutil.Process]:
        yield self._server
        yield from self._server.children(recursive=True)


def held(server: Server, crowd: Crowd, person: Callable[[Browser, int], Participant] = Learner) -> Held:
    """Let a crowd come to a server that is warm."""
    process, began = _Process(server.pid), list[float]()
    before = process.megabytes()
    outcome = come(server.url, crowd, lambda: began.append(process.processor()), person)
    processor = process.processor() - began[0]
    return Held(outcome, processor, (process.megabytes() - before) / crowd.learners)


def tell(outcome: Turnout) -> None:
    """Print what failed, and how often."""
    for error, times in Counter(outcome.errors).most_common():
        print(f"{times} × {error}", file=sys.stderr)


@contextmanager
def running(
    script: Path | str, root: Path = ROOT, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Server]:
    """A server with records of its own, until the block ends."""
    with tempfile.TemporaryDirectory() as data, running_on(Path(data), script, root, settings) as server:
        yield server


@contextmanager
def running_on(
    data: Path,
    script: Path | str,
    root: Path = ROOT,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Server]:
    """A server whose records are in this folder, until the block ends."""
    server = Server(script, {"PIXELWISE_DATA_DIR": str(data), **settings}, root=root)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def warm(server: Server) -> None:
    """Let one learner after another open each page, so that all that is loaded once is loaded."""
    for seed in range(2 * len(COURSE)):
        come(server.url, Crowd(1, seconds=2, pause=0.5, arrival=0, seed=seed))


@contextmanager
def _app_before() -> Iterator[Path | None]:
    """The files of the app before, taken out of this project's history; None where it is not to be had."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "archive", BEFORE], cwd=ROOT, capture_output=True)
        if archive.returncode:
            print(
                f"The commit {BEFORE} is not in this clone, so nothing is compared with it.", file=sys.stderr
            )
            yield None
            return
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        yield Path(folder)


def rows() -> list[Row]:
    """A class of 350 here; beside it the app before with as many as it holds, and bare apps with all of them."""
    with running("app/server.py") as server:
        warm(server)
        here = held(server, Crowd(LEARNERS, seconds=60, arrival=40))
    table = [
        Row(f"a class of {LEARNERS}: an action, p95", here.outcome.p95, "s", bar=_P95),
        Row(f"a class of {LEARNERS}: errors", len(here.outcome.errors), "", bar=0),
        *_costs(f"a class of {LEARNERS}", here),
    ]
    tell(here.outcome)
    with _app_before() as root:
        if root is not None:
            table += _rows_before(root)
    stock = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "true", "PIXELWISE_FREEZE": "0"}
    # As it comes, Streamlit collects all garbage after each run: with 350 it would answer none in time.
    for name, learners, settings in (
        ("our settings", LEARNERS, {"PIXELWISE_FREEZE": "1"}),
        ("Streamlit as it comes", _FEW[0], stock),
    ):
        with running(_APPS / "warmed.py", settings=settings) as server:
            bare = held(server, Crowd(learners, seconds=20, arrival=15), Tapper)
        name = f"{learners} at a bare app, {name}"
        table.append(Row(f"{name}: p95", bare.outcome.p95, "s", "same run"))
        table += _costs(name, bare)
    return table


def _rows_before(root: Path) -> Iterator[Row]:
    """The app before with ever more learners, until it holds no more of them; the last that it held count."""
    most = 0
    for few in _FEW:
        with running("app/server.py", root) as server:
            warm(server)
            before = held(server, Crowd(few, seconds=20, arrival=10))
        name = f"{few} learners at the app before"
        yield Row(f"{name}: an action, p95", before.outcome.p95, "s", "same run")
        yield from _costs(name, before)
        if before.outcome.p95 > _P95 or before.outcome.errors:
            break
        most = few
    if most:
        yield Row(
            f"{LEARNERS} learners / held by the app before", LEARNERS / most, "×", bar=TIMES, at_least=True
        )


def _costs(name: str, crowd: Held) -> list[Row]:
    return [
        Row(f"{name}: processor time of an action", crowd.milliseconds, "ms", "same run"),
        Row(f"{name}: memory of a visit", crowd.megabytes, "MB", "same run"),
    ]
