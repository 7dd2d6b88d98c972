"""The training processes as the server has them: started when needed, told what to do, reaped when they end."""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from lessons.training.lab.worker import MOST_BYTES

_ROOT = Path(__file__).parents[3]


class Worker:
    """One such process. `on_message` is called with the worker and each message, in a thread of its own.

    It trains at a priority `niceness` lower (0 to 19; at 10 a busy page gets about nine times as much of a
    processor), but starts and shows its first look at that of the server, so that nobody waits for it.

    The last message is ("gone", exit code): the process has ended and is reaped.
    """

    def __init__(self, on_message: "OnMessage", niceness: int):
        incoming, self._commands = Pipe(duplex=False)
        self._messages, outgoing = Pipe(duplex=False)
        self._process = _started((incoming.fileno(), outgoing.fileno()), niceness)
        for end in (
            incoming,
            outgoing,
        ):  # the process alone holds them, so each side sees when the other is gone
            end.close()
        self._sending = threading.Lock()
        self._on_message, self.pid = on_message, self._process.pid
        # Its owner keeps these: the run it trains, if any, all runs that it holds, and whether it has come up.
        self.run: str | None = None
        self.holds: set[str] = set()
        self.ready, self.heard_at = False, time.monotonic()
        self._listener = threading.Thread(target=self._listen, name="training worker", daemon=True)
        self._listener.start()

    def tell(self, *message: Any) -> None:
        """Send a message; one to a process that has just died is lost, and ("gone", …) follows."""
        self.heard_at = time.monotonic()  # it has been silent since now, not since its last run
        with self._sending, suppress(OSError):
            self._commands.send(message)

    def hang_up(self) -> None:
        """Let it go: it ends by itself, at once, and ("gone", …) follows."""
        with self._sending:
            self._commands.close()

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
        with self._messages, suppress(EOFError, OSError):
            while True:
                message = pickle.loads(self._messages.recv_bytes(MOST_BYTES))
                self.heard_at = time.monotonic()
                self._on_message(self, message)
        self.kill()  # it closed its end, so it can no longer be heard
        code = self._process.wait()
        self.hang_up()
        self._on_message(self, ("gone", code))


def _started(ends: tuple[int, int], niceness: int) -> "subprocess.Popen[Any]":
    """A new process of `lessons.training.lab.worker`, which inherits these ends of pipes and nothing else."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    one_thread = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    special: dict[str, Any] = {"pass_fds": ends}
    if sys.platform == "win32":
        for end in ends:
            os.set_handle_inheritable(end, True)
        special = {
            "startupinfo": subprocess.STARTUPINFO(lpAttributeList={"handle_list": list(ends)}),
            "creationflags": subprocess.BELOW_NORMAL_PRIORITY_CLASS if niceness else 0,
        }
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "lessons.training.lab.worker", *map(str, (*ends, niceness))],
        stdin=subprocess.DEVNULL,
        env=os.environ | one_thread | {"PYTHONPATH": os.pathsep.join(paths)},
        **special,
    )


OnMessage = Callable[[Worker, tuple[Any, ...]], None]


class Workers:
    """At most `count` workers, each started when it is first needed. Its owner's lock guards it.

    One that is idle for `idle_after` seconds is let go: it holds some 300 MB. One that trains and has said
    nothing for `silent_for` seconds hangs, and is killed.
    """

    def __init__(
        self, count: int, on_message: OnMessage, niceness: int, idle_after: float, silent_for: float
    ):
        self.count, self._on_message, self._niceness = count, on_message, niceness
        self._idle_after, self._silent_for = idle_after, silent_for
        self.all: list[Worker] = []

    def idle(self) -> Worker | None:
        """One that trains nothing, a new one if there is room for it, or None."""
        free = next((each for each in self.all if each.run is None), None)
        if free is None and len(self.all) < self.count:
            free = Worker(self._on_message, self._niceness)
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
