"""The training processes as the server has them: started when needed, told what to do, reaped when they end."""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from lessons.training.lab.worker import receive, send

_ROOT = Path(__file__).parents[3]


class Worker:
    """One such process. `heard` is told (worker, message) for each message, in a thread of its own.

    It trains at a priority `niceness` lower (0 to 19; at 10 a busy page gets about nine times as much of a
    processor), but starts and shows its first look at that of the server, so that nobody waits for it.

    The last message is ("gone", exit code): the process has ended and is reaped.
    """

    def __init__(self, heard: "Heard", niceness: int):
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        one_thread = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "lessons.training.lab.worker", str(niceness)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | one_thread | {"PYTHONPATH": os.pathsep.join(paths)},
            creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) if niceness else 0,
        )
        self._heard, self.pid = heard, self._process.pid
        # Its owner keeps these: the run it trains, if any, all runs that it holds, and whether it has come up.
        self.run: str | None = None
        self.holds: set[str] = set()
        self.ready, self.heard_at = False, time.monotonic()
        self._listener = threading.Thread(target=self._listen, name="training worker", daemon=True)
        self._listener.start()

    def tell(self, *message: Any) -> None:
        """Send a message; one to a process that has just died is lost, and ("gone", …) follows."""
        assert self._process.stdin
        self.heard_at = time.monotonic()  # it has been silent since now, not since its last run
        with suppress(OSError, ValueError):
            send(self._process.stdin, message)

    def hang_up(self) -> None:
        """Let it go: it ends by itself, at once, and ("gone", …) follows."""
        assert self._process.stdin
        with suppress(OSError):
            self._process.stdin.close()

    def kill(self) -> None:
        """End it by force; ("gone", …) follows."""
        self._process.kill()

    def close(self, patience: float = 2.0) -> None:
        """End it, by force if it does not go by itself, and return when it is gone."""
        self.hang_up()
        self._listener.join(patience)
        self.kill()
        self._listener.join()

    def _listen(self) -> None:
        assert self._process.stdout
        with self._process.stdout as stream, suppress(EOFError, OSError):
            while True:
                message = pickle.loads(receive(stream))
                self.heard_at = time.monotonic()
                self._heard(self, message)
        self.kill()  # it closed its end, so it can no longer be heard
        code = self._process.wait()
        self.hang_up()
        self._heard(self, ("gone", code))


Heard = Callable[[Worker, tuple[Any, ...]], None]


class Workers:
    """At most `count` workers, each started when it is first needed. Its owner's lock guards it.

    One that is idle for `idle_after` seconds is let go: it holds some 300 MB. One that trains and has said
    nothing for `silent_for` seconds hangs, and is killed.
    """

    def __init__(self, count: int, heard: Heard, niceness: int, idle_after: float, silent_for: float):
        self.count, self._heard, self._niceness = count, heard, niceness
        self._idle_after, self._silent_for = idle_after, silent_for
        self.all: list[Worker] = []

    def idle(self) -> Worker | None:
        """One that trains nothing, a new one if there is room for it, or None."""
        free = next((each for each in self.all if each.run is None), None)
        if free is None and len(self.all) < self.count:
            free = Worker(self._heard, self._niceness)
            self.all.append(free)
        return free

    def tidy(self) -> None:
        """Let the idle go and kill what hangs."""
        for each in self.all:
            silent = time.monotonic() - each.heard_at
            if each.run is None and not each.holds and silent > self._idle_after:
                each.hang_up()
            elif each.run is not None and silent > self._silent_for:
                each.kill()
