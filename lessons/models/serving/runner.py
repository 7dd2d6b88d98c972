"""One door to the networks: few forwards at a time, each result kept, and a full queue that says so."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import numpy as np
import torch

from lessons.waiting import Asker, Full, Places, nobody

Result = TypeVar("Result")


_LEAST = 256  # bytes that keeping anything costs, so that small results cannot pile up without end


class Runner:
    """Runs work on its own threads, at most `concurrency` at once, and remembers results by key.

    At most `waiting` more may queue. Each thread computes with `threads` torch threads: on few, busy
    cores more are slower. Results are kept, the most recently used first, up to `cache_bytes`.

    Work that takes seconds has a thread of its own, and a queue as long: a forward of milliseconds
    would otherwise stand behind it. `asker` says for which address work is asked; it has a share of the places.
    """

    def __init__(
        self,
        concurrency: int = 1,
        waiting: int = 32,
        threads: int = 1,
        cache_bytes: int = 256 * 2**20,
        asker: Asker = nobody,
    ):
        self.cache_bytes, self._asker = cache_bytes, asker
        # Torch counts threads per calling thread, so the count is set where the work runs.
        self._pools = {
            False: ThreadPoolExecutor(concurrency, "network", torch.set_num_threads, (threads,)),
            True: ThreadPoolExecutor(1, "long work", torch.set_num_threads, (threads,)),
        }
        self._places = {False: Places(concurrency + waiting), True: Places(1 + waiting)}
        self._lock = threading.RLock()
        self._under_way: dict[Hashable, Future[Any]] = {}
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._kept_bytes = 0

    def run(self, key: Hashable, work: Callable[[], Result], long: bool = False) -> Result:
        """What `work` returns, now or the last time something ran under this key.

        The key names all that decides the result: the picture's digest, the model, the settings.
        Callers who ask for the same thing at the same time share one run. The result is shared too:
        do not change it. An error is raised for every caller and not kept. `work` must not call `run`.
        `long` work takes seconds.

        Raises:
            Full: the queue is full.
        """
        address = self._asker()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
            future = self._under_way.get(key)
            if future is None:
                if not self._places[long].take(address):
                    raise Full(
                        f"{len(self._under_way)} pictures are already waiting for the networks of this "
                        "server; wait a moment and try again."
                    )
                future = self._pools[long].submit(self._finish, key, work, long, address)
                self._under_way[key] = future
        return future.result()

    def _finish(self, key: Hashable, work: Callable[[], Result], long: bool, address: str | None) -> Result:
        try:
            result = work()
        except BaseException:
            self._leave(key, long, address)
            raise
        size = max(size_of(result), _LEAST)
        with self._lock:
            self._leave(key, long, address)
            if size <= self.cache_bytes:
                self._kept[key] = (result, size)
                self._kept_bytes += size
            while self._kept_bytes > self.cache_bytes:
                self._kept_bytes -= self._kept.popitem(last=False)[1][1]
        return result

    def _leave(self, key: Hashable, long: bool, address: str | None) -> None:
        with self._lock:
            del self._under_way[key]
            self._places[long].leave(address)

    @property
    def kept_bytes(self) -> int:
        """How many bytes of results are kept now."""
        return self._kept_bytes

    def close(self) -> None:
        """Finish what runs, refuse what comes."""
        for pool in self._pools.values():
            pool.shutdown(cancel_futures=True)


def size_of(result: object) -> int:
    """The bytes of every array, tensor and byte string in a result; views of the same memory count once."""
    memories: dict[int, int] = {}
    _collect(result, memories)
    return sum(memories.values())


def _collect(part: object, memories: dict[int, int]) -> None:
    if isinstance(part, torch.Tensor):
        memory = part.untyped_storage()
        memories[memory.data_ptr()] = memory.nbytes()
    elif isinstance(part, np.ndarray):
        whole = part
        while isinstance(whole.base, np.ndarray):
            whole = whole.base
        memories[whole.ctypes.data] = whole.nbytes
    elif isinstance(nbytes := getattr(part, "nbytes", None), int):  # it holds more than its fields show
        memories[id(part)] = nbytes
    elif isinstance(part, bytes | bytearray | str):
        memories[id(part)] = len(part)
    elif isinstance(part, Mapping):
        for each in part.values():
            _collect(each, memories)
    elif isinstance(part, tuple | list):
        for each in part:
            _collect(each, memories)
    elif is_dataclass(part):
        for field in fields(part):
            _collect(getattr(part, field.name), memories)
