"""Real databases for these tests: an SQLite file, and one of a PostgreSQL server (`tests/postgres.py`)."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.classroom import Attempt, Records
from app.classroom.hosting import Hosting
from app.settings import settings
from exercises._engine.types import Verdict, VerdictKind


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    records = Records(url)
    records.migrate()
    yield records
    records.close()


@pytest.fixture
def hosting(records: Records) -> Hosting:
    return Hosting(records.database, records.changes)


@pytest.fixture
def other_process(url: str, records: Records) -> Iterator[Records]:
    """The same database as another process has it: nothing is shared but the database."""
    records = Records(url)
    yield records
    records.close()


@pytest.fixture
def sqlite_records(tmp_path: Path) -> Iterator[Records]:
    records = Records(f"sqlite:///{tmp_path / 'records.db'}")
    records.migrate()
    yield records
    records.close()


@pytest.fixture
def use_records(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """`use_records(url)`: have the command line find the records there."""

    def use(url: str) -> None:
        monkeypatch.setenv("PIXELWISE_DATABASE_URL", url)
        settings.cache_clear()

    yield use
    settings.cache_clear()


def make_verdict(passed: bool = False, **fields: Any) -> Verdict:
    kind = VerdictKind.PASSED if passed else VerdictKind.WRONG
    return Verdict(
        **{"exercise": "mean_iou", "passed": passed, "kind": kind, "message": "So it is."} | fields
    )


@pytest.fixture
def make_attempt() -> Callable[..., Attempt]:
    """`make_attempt(learner, passed=False, **fields)`: an attempt with an id of its own."""

    def make(learner: uuid.UUID, passed: bool = False, **fields: Any) -> Attempt:
        defaults = {
            "id": uuid.uuid4(),
            "learner": learner,
            "exercise": "mean_iou",
            "layer": "blanks",
            "content_hash": "a1b2",
            "variant_seed": 7,
            "submission": "def mean_iou(): ...",
            "verdict": make_verdict(passed),
            "points": 10,
        }
        return Attempt(**defaults | fields)

    return make


@pytest.fixture
def verdict() -> Callable[..., Verdict]:
    """`verdict(passed=False, **fields)`."""
    return make_verdict


@pytest.fixture
def in_threads() -> Callable[[int, Callable[[int], Any]], list[Any]]:
    """`in_threads(n, work)`: call `work(0)` … `work(n - 1)` at once; gives results, or what they raised."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    def run(count: int, work: Callable[[int], Any]) -> list[Any]:
        together = Barrier(count)

        def start(index: int) -> Any:
            together.wait()
            try:
                return work(index)
            except Exception as error:
                return error

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(start, range(count)))

    return run
