"""CPython's own opinion of programs that nobody has read: each runs in a process of its own, with limits.

`python -I -c "…" ROOT` in an empty folder: `opinions` starts it. It reads the programs from standard input as JSON and
writes one letter for each. A program cannot write files, and has little time and memory; still, only programs that
name nothing of the operating system are run.
"""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from exercises._engine.catalogue import catalogue
from tests.exercises.oracle import right_once

ROOT = Path(__file__).parents[2]
SECONDS = 10
BYTES = 2 * 2**30
REACHES_OUT = re.compile(
    r"\b(os|posix|nt|sys|subprocess|shutil|pathlib|open|io|socket|exec|eval|compile|__import__|importlib|runpy|ctypes"
    r"|signal|resource|multiprocessing|threading|tempfile|glob|urllib|http|pickle|builtins|__builtins__|breakpoint"
    r"|__globals__|__subclasses__|__loader__|__spec__)\b"
)
"""Names in a program that nobody should run outside of the sandbox."""

Submission = tuple[str, str, int]
"""The id of the exercise, the source, and the seed."""


class Opinion(StrEnum):
    """What CPython says of a program."""

    RIGHT = "r"
    WRONG = "w"
    """Or it raised, took too much, or ended its process."""
    UNREADABLE = "u"
    """Perhaps written for another version of Python."""
    UNASKED = "-"
    """It names what reaches out, so that it is not run."""


def opinions(submissions: Sequence[Submission]) -> list[Opinion]:
    """CPython's opinion of each of these."""
    start = "import sys; sys.path.insert(0, sys.argv[1]); from tests.adversarial.judge import main; main()"
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(
            [sys.executable, "-I", "-c", start, str(ROOT)],
            input=json.dumps(submissions).encode(),
            stdout=subprocess.PIPE,
            cwd=empty,
            env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            timeout=60 + SECONDS * len(submissions),
            check=True,
        )
    return [Opinion(letter) for letter in done.stdout.decode()]


def main() -> None:
    """Judge what comes in."""
    for exercise, source, seed in json.load(sys.stdin):
        letter = Opinion.UNASKED if REACHES_OUT.search(source) else _opinion(exercise, source, seed)
        os.write(1, letter.encode())


def _opinion(exercise: str, source: str, seed: int) -> Opinion:
    """Judge one program in a copy of this process, which tells by how it ends."""
    letters = [Opinion.RIGHT, Opinion.WRONG, Opinion.UNREADABLE]
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _limit()
            code = 0 if right_once(catalogue()[exercise], source, seed) else 1
        except SyntaxError:
            code = 2
        finally:
            os._exit(code)
    end = time.monotonic() + SECONDS
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            ended = os.waitstatus_to_exitcode(status)
            return letters[ended] if 0 <= ended < len(letters) else Opinion.WRONG
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.002)


def _limit() -> None:
    """Little time and memory for this process, no files, no other processes, and nothing to read or print."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))
