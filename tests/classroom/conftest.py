"""Real databases for these tests: an SQLite file, and a PostgreSQL server of our own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from app.classroom import Attempt, Records
from app.classroom.hosting import Hosting
from exercises._engine.types import Verdict, VerdictKind

# A server far from UTC shows every place where a time zone slips.
_SERVER_OPTIONS = ("-c", "fsync=off", "-c", "timezone=Asia/Tokyo", "-c", "listen_addresses=127.0.0.1")


def _find_binaries() -> Path | None:
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "postgres").exists()), None)


def _user_to_run_as() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root hands over to the `postgres` user."""
    if sys.platform == "win32" or os.getuid() != 0:
        return {}
    import pwd

    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres to hand over to")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server where databases may be made and dropped."""
    if server_url := os.environ.get("PIXELWISE_TEST_POSTGRES"):
        yield server_url
        return
    binaries = _find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL here: install it, or set PIXELWISE_TEST_POSTGRES to a server's URL")
    who = _user_to_run_as()
    folder = Path(tempfile.mkdtemp(prefix="pixelwise-postgres-"))
    if who:
        os.chown(folder, who["user"], who["group"])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = str(folder / "data")
    init = [binaries / "initdb", "-D", data, "-U", "tester", "--auth=trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(init, check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)
    command = [binaries / "postgres", "-D", data, "-p", str(port), "-k", str(folder), *_SERVER_OPTIONS]
    with (folder / "log").open("w") as log:
        server: subprocess.Popen[Any] = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **who)
    try:
        url = f"postgresql://tester@127.0.0.1:{port}/postgres"
        _await(url, server, folder / "log")
        yield url
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder)


def _await(url: str, server: subprocess.Popen[Any], log: Path) -> None:
    for _ in range(400):
        if server.poll() is not None:
            pytest.fail(log.read_text())
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    pytest.fail(f"PostgreSQL did not start: {log.read_text()}")


def _admin(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    name = f"pixelwise_{uuid.uuid4().hex}"
    _admin(postgres_server, f"CREATE DATABASE {name}")
    yield make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    _admin(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


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
