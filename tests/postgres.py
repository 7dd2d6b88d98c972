"""A real PostgreSQL server of the tests' own, and databases in it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import psycopg
import pytest

from app.classroom import Records
from tests.servers import free_port

# A server far from UTC shows every place where a time zone slips.
_SERVER_OPTIONS = ("-c", "fsync=off", "-c", "timezone=Asia/Tokyo", "-c", "listen_addresses=127.0.0.1")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server where databases may be made and dropped. Without one: a failure in CI, else a skip."""
    if server_url := os.environ.get("PIXELWISE_TEST_POSTGRES"):
        yield server_url
        return
    programs, who = binaries(), _user_to_run_as()
    folder = Path(tempfile.mkdtemp(prefix="pixelwise-postgres-"))
    if who:
        os.chown(folder, who["user"], who["group"])
    port, data = free_port(), str(folder / "data")
    init = [programs / "initdb", "-D", data, "-U", "tester", "--auth=trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(init, check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)
    command = [programs / "postgres", "-D", data, "-p", str(port), "-k", str(folder), *_SERVER_OPTIONS]
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


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    yield from _new_database(postgres_server)


@pytest.fixture
def another_postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of a second one."""
    yield from _new_database(postgres_server)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The name of a database with the newest schema and nothing in it: a copy takes far less than making it."""
    for url in _new_database(postgres_server):
        records = Records(url)
        records.migrate()
        records.close()
        yield urlsplit(url).path[1:]


@pytest.fixture
def migrated_postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The URL of a PostgreSQL database of this test's own, with the newest schema."""
    yield from _new_database(postgres_server, f"TEMPLATE {postgres_template}")


def _new_database(server: str, made_as: str = "") -> Iterator[str]:
    name = f"pixelwise_{uuid.uuid4().hex}"
    _administer(server, f"CREATE DATABASE {name} {made_as}")
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def binaries() -> Path:
    """The folder of the server's programs. Without one: a failure in CI, a visible skip elsewhere."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "postgres").exists():
            return place
    _do_without("no PostgreSQL here: install it, or set PIXELWISE_TEST_POSTGRES to a server's URL")


def _user_to_run_as() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root hands over to the `postgres` user."""
    if sys.platform == "win32" or os.getuid() != 0:
        return {}
    import pwd

    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        _do_without("PostgreSQL does not run as root, and there is no user postgres to hand over to")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _do_without(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


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


def _administer(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
