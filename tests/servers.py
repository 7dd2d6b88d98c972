"""Streamlit apps in processes of their own, for tests and benchmarks to talk to."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A Streamlit script in a process of its own, which can be stopped and started again on the same port."""

    def __init__(
        self,
        script: Path | str,
        environment: Mapping[str, str],
        ready: str = "/_stcore/health",
        log: Any = subprocess.DEVNULL,
        root: Path = ROOT,
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._script, self._environment, self._ready, self._log = script, environment, ready, log
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process, and return once it answers at `ready`.

        Raises:
            RuntimeError: the process ended, or did not answer within a minute.
        """
        command = [sys.executable, "-m", "streamlit", "run", str(self._script)]
        place = ["--server.address", "127.0.0.1", "--server.port", str(self.port)]
        self._process = subprocess.Popen(
            [*command, *place],
            cwd=self._root,
            env={"PIXELWISE_WARM_UP": "0", **os.environ, **self._environment},  # few ask the networks
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(
                    f"the app stopped with exit code {self._process.returncode} before it answered"
                )
            if self._answers():
                return
            time.sleep(0.1)
        raise RuntimeError(f"{self.url}{self._ready} did not answer within a minute")

    @property
    def pid(self) -> int:
        """The id of the process, which must run."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        """End the process, if it runs."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}{self._ready}", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


@contextmanager
def serving(script: Path | str, environment: Mapping[str, str], **options: Any) -> Iterator[str]:
    """The address of a `Server` that runs until the block ends."""
    server = Server(script, environment, **options)
    try:
        server.start()
        yield server.url
    finally:
        server.stop()
