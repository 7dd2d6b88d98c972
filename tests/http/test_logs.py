"""No log of requests tells a visit or a file, and none is filled by whoever says the same again and again."""

import io
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from app.http.logs import Sparing, place_of
from tests.servers import ROOT, free_port


def test_uvicorns_own_log_does_not_tell_them(tmp_path: Path) -> None:
    port = free_port()
    place = ["--host", "127.0.0.1", "--port", str(port)]
    environment = os.environ | {"PIXELWISE_DATA_DIR": str(tmp_path), "PIXELWISE_DATABASE_URL": ""}
    with (tmp_path / "log").open("w") as log:
        command = [sys.executable, "-m", "uvicorn", "app.server:app", *place]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        for method, address in (
            ("PUT", "_stcore/upload_file/a-visit/a-file"),
            ("GET", "media/a-file.png?a-file"),
        ):
            assert answers(Request(f"http://127.0.0.1:{port}/{address}", b"", method=method))
    finally:
        server.terminate()
        server.wait(20)
    text = (tmp_path / "log").read_text()
    assert '"PUT /_stcore/upload_file/- HTTP/1.1"' in text
    assert '"GET /media/- HTTP/1.1"' in text
    assert "a-visit" not in text
    assert "a-file" not in text


def answers(request: Request) -> bool:
    """Whether it is answered, in whatever way, within a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urlopen(request, timeout=20).close()
        except HTTPError as refusal:
            refusal.close()
            return True
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def raised(text: str) -> ValueError:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


@pytest.fixture
def lines() -> Iterator[Callable[..., list[str]]]:
    """`lines(times, message, *arguments, error=…, hours=…)`: what a sparing log tells of that, said so often."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    log = logging.getLogger(f"sparing {id(stream)}")
    log.addFilter(Sparing(most=3))
    log.addHandler(handler)
    log.propagate = False

    def told(
        times: int, message: str, *arguments: object, error: Exception | None = None, hours: float = 0
    ) -> list[str]:
        began = stream.tell()
        for _ in range(times):
            trace = (type(error), error, error.__traceback__) if error else None
            record = log.makeRecord(log.name, logging.ERROR, "file", 1, message, arguments, trace)
            record.created += hours * 3600
            log.handle(record)
        return stream.getvalue()[began:].splitlines()

    yield told
    log.removeHandler(handler)


def test_a_traceback_comes_once_an_hour_and_then_a_line(lines: Callable[..., list[str]]) -> None:
    assert "Traceback (most recent call last):" in lines(1, "error %s", "1", error=raised("once"))
    again = lines(20, "error %s", "1", error=raised("again"))
    assert again == ["error 1: ValueError, as before"] * 3
    try:
        raise TypeError("another place")
    except TypeError as error:
        assert "Traceback (most recent call last):" in lines(1, "error %s", "2", error=error)
    assert "Traceback (most recent call last):" in lines(1, "error %s", "1", error=raised("late"), hours=1.1)


def test_few_lines_of_a_kind_pass_in_a_minute(lines: Callable[..., list[str]]) -> None:
    assert lines(20, "a message to %s was ignored", "menu") == ["a message to menu was ignored"] * 3
    assert lines(1, "another line") == ["another line"]
    assert len(lines(20, "a message to %s was ignored", "menu", hours=0.1)) == 3


def test_what_a_log_remembers_is_bounded(lines: Callable[..., list[str]]) -> None:
    sparing = Sparing()
    for number in range(2000):
        sparing.filter(logging.LogRecord("x", logging.ERROR, "file", 1, f"line {number}", None, None))
    assert len(sparing._lines) <= 256


def test_an_error_has_the_same_name_whenever_it_comes_from_the_same_place() -> None:
    first, second = raised("one text"), raised("another")
    assert place_of(first) == place_of(second) != place_of(ValueError("never raised"))
