"""The runner: few at a time, the same only once, a bounded memory, and a queue that says it is full."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest
import torch

from lessons.models.serving.runner import Runner, size_of
from lessons.waiting import Full
from tests.waits import until


@pytest.fixture
def runner() -> Iterator[Runner]:
    runner = Runner(concurrency=1, waiting=3, threads=1, cache_bytes=10_000)
    yield runner
    runner.close()


class Gate:
    """Work that waits until it is let go, and counts."""

    def __init__(self) -> None:
        self.open, self.started = threading.Event(), threading.Semaphore(0)
        self.running = self.most = self.runs = 0
        self._lock = threading.Lock()

    def __call__(self) -> int:
        with self._lock:
            self.running, self.runs = self.running + 1, self.runs + 1
            self.most = max(self.most, self.running)
        self.started.release()
        assert self.open.wait(10)
        with self._lock:
            self.running -= 1
        return self.runs


def test_a_result_is_computed_once(runner: Runner):
    runs: list[int] = []
    for _ in range(3):
        assert runner.run("a", lambda: runs.append(1) or 7) == 7
    assert runs == [1]
    assert runner.run("b", lambda: 8) == 8


def test_those_who_ask_for_the_same_at_once_share_one_run(runner: Runner):
    gate = Gate()
    with ThreadPoolExecutor(8) as callers:
        answers = [callers.submit(runner.run, "same", gate) for _ in range(8)]
        assert gate.started.acquire(timeout=10)
        gate.open.set()
        assert [each.result(10) for each in answers] == [1] * 8
    assert gate.runs == 1


@pytest.mark.parametrize("concurrency", [1, 2])
def test_no_more_run_at_once_than_allowed(concurrency: int):
    runner, gate = Runner(concurrency=concurrency, waiting=10), Gate()
    with ThreadPoolExecutor(6) as callers:
        answers = [callers.submit(runner.run, place, gate) for place in range(6)]
        for _ in range(concurrency):
            assert gate.started.acquire(timeout=10)
        assert not gate.started.acquire(timeout=0.1)
        gate.open.set()
        for each in answers:
            each.result(10)
    assert gate.most == concurrency
    runner.close()


@pytest.mark.timed
def test_a_full_queue_says_so_at_once_and_recovers(runner: Runner):
    gate = Gate()
    with ThreadPoolExecutor(8) as callers:
        answers = [callers.submit(runner.run, place, gate) for place in range(4)]
        until(lambda: len(runner._under_way) == 4)
        start = time.monotonic()
        with pytest.raises(Full, match=r"4 pictures are already waiting.*try again"):
            runner.run("one too many", lambda: 1)
        assert time.monotonic() - start < 0.5
        same = callers.submit(runner.run, 0, gate)  # asks for what is under way: needs no place
        gate.open.set()
        assert [each.result(10) for each in (*answers, same)]
    assert runner.run("one too many", lambda: 1) == 1


def test_one_address_leaves_places_to_others():
    gate, address = Gate(), ["school"]
    runner = Runner(concurrency=1, waiting=3, asker=lambda: address[0])
    with ThreadPoolExecutor(4) as callers:
        answers = [callers.submit(runner.run, place, gate) for place in range(3)]
        until(lambda: len(runner._under_way) == 3)
        with pytest.raises(Full, match="try again"):
            runner.run("one too many of this address", lambda: 1)
        address[0] = "elsewhere"
        answers.append(callers.submit(runner.run, "another's", gate))
        until(lambda: len(runner._under_way) == 4)
        gate.open.set()
        assert [each.result(10) for each in answers]
    address[0] = "school"
    for place in range(5):
        assert runner.run(("afterwards", place), lambda: 1) == 1
    runner.close()


def test_long_work_keeps_nobody_else_waiting_and_has_a_queue_of_its_own(runner: Runner):
    gate = Gate()
    with ThreadPoolExecutor(4) as callers:
        answers = [callers.submit(runner.run, ("long", place), gate, long=True) for place in range(4)]
        assert gate.started.acquire(timeout=10)
        until(lambda: len(runner._under_way) == 4)
        assert runner.run("short", lambda: 5) == 5
        with pytest.raises(Full, match="try again"):
            runner.run("one too many", lambda: 1, long=True)
        gate.open.set()
        assert [each.result(10) for each in answers]
    assert gate.most == 1
    assert runner.run("one too many", lambda: 1, long=True) == 1


def test_what_is_kept_is_served_even_when_the_queue_is_full(runner: Runner):
    runner.run("kept", lambda: 5)
    gate = Gate()
    with ThreadPoolExecutor(4) as callers:
        for place in range(4):
            callers.submit(runner.run, place, gate)
        until(lambda: len(runner._under_way) == 4)
        assert runner.run("kept", lambda: 6) == 5
        gate.open.set()


def test_an_error_reaches_the_caller_and_is_not_kept(runner: Runner):
    def fails() -> int:
        raise ValueError("no")

    for _ in range(5):  # more often than there are places: a failure gives its place back
        with pytest.raises(ValueError, match="no"):
            runner.run("a", fails)
    assert runner.run("a", lambda: 1) == 1


def array(size: int) -> np.ndarray:
    return np.zeros(size, np.uint8)


def test_the_least_recently_used_goes_first(runner: Runner):
    for key in ("a", "b"):
        runner.run(key, partial(array, 4000))
    runner.run("a", partial(array, 1))
    runner.run("c", partial(array, 4000))
    assert runner.kept_bytes == 8000
    assert len(runner.run("a", partial(array, 1))) == 4000
    assert len(runner.run("b", partial(array, 2))) == 2


def test_what_is_too_large_is_returned_but_not_kept(runner: Runner):
    runner.run("small", partial(array, 1000))
    assert len(runner.run("large", partial(array, 10_001))) == 10_001
    assert runner.kept_bytes == 1000
    assert len(runner.run("large", partial(array, 1))) == 1


def test_many_results_stay_within_the_bound(runner: Runner):
    for key in range(500):
        runner.run(key, partial(array, 300 + key % 3000))
        assert runner.kept_bytes <= 10_000
    assert runner.kept_bytes == sum(size for _, size in runner._kept.values())


def test_each_thread_computes_with_the_threads_it_was_given():
    before, runner = torch.get_num_threads(), Runner(threads=2)
    assert runner.run("threads", torch.get_num_threads) == 2
    assert torch.get_num_threads() == before
    runner.close()


def test_results_without_arrays_still_count(runner: Runner):
    for key in range(2000):
        runner.run(key, lambda: None)
    assert len(runner._kept) < 100


@dataclass(frozen=True)
class Holder:
    tensor: torch.Tensor
    more: dict[str, object]


def test_shared_memory_counts_once():
    tensor = torch.zeros(100)
    whole = np.zeros(50, np.uint8)
    assert size_of(tensor) == size_of(tensor[:3]) == 400
    assert size_of(Holder(tensor, {"view": tensor.view(10, 10), "text": b"12345"})) == 405
    assert size_of((whole, whole[::2], [whole[3:]])) == 50
    assert size_of([torch.zeros(2), torch.zeros(2)]) == 16
    assert size_of(3) == 0
