"""Real databases for these tests: an SQLite file, and one of a PostgreSQL server (`tests/postgres.py`)."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.classroom import Attempt, Records
from app.classroom.hosting import Hosting
from app.settings import settings
from exercises._engine.types import Verdict, VerdictKind


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest schema and nothing in it: a copy takes far less than making it."""
    file = tmp_path_factory.mktemp("template") / "records.db"
    records = Records(f"sqlite:///{file}")
    records.migrate()
    records.close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database, once of each kind: with the newest schema where the test takes `records`, else empty."""
    is_migrated = "records" in request.fixturenames
    if request.param == "postgresql":
        return request.getfixturevalue("migrated_postgres_url" if is_migrated else "postgres_url")
    file = tmp_path / "records.db"
    if is_migrated:
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        file.chmod(0o600)
    return f"sqlite:///{file}"


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    records = Records(url)
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
def sqlite_records(tmp_path: Path, sqlite_template: Path) -> Iterator[Records]:
    file = tmp_path / "records.db"
    shutil.copyfile(sqlite_template, file)
    file.chmod(0o600)
    records = Records(f"sqlite:///{file}")
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
