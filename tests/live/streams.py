"""Listening to a stream of changes without a browser."""

import http.client
import json
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class Stream:
    """A stream of the server at `address`; `status` is that of its answer, and `headers` are its."""

    def __init__(self, address: str, cookie: str = "", headers: Mapping[str, str] | None = None) -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        sent = {"Accept": "text/event-stream", "Cookie": f"pixelwise={cookie}"} | dict(headers or {})
        self._connection.request("GET", parts.path, headers=sent)
        self._answer = self._connection.getresponse()
        self.status, self.headers = self._answer.status, self._answer.headers
        self.beats = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up, as a browser does whose page is gone."""
        self._answer.close()
        self._connection.close()

    def topic(self) -> str | None:
        """The next topic; None where the stream has ended. AssertionError where none comes within a minute."""
        end = time.monotonic() + 60
        while line := self._answer.readline():
            assert time.monotonic() < end, "nothing is told"
            if line.startswith(b"data: {"):
                return json.loads(line.removeprefix(b"data: "))["topic"]
            self.beats += line.startswith(b"event: beat")
        return None

    def topics_for(self, seconds: float) -> list[str]:
        """All topics of the next so many seconds; the server must beat meanwhile, for this to come back."""
        topics: list[str] = []
        end = time.monotonic() + seconds
        while time.monotonic() < end and (line := self._answer.readline()):
            if line.startswith(b"data: {"):
                topics.append(json.loads(line.removeprefix(b"data: "))["topic"])
        return topics
