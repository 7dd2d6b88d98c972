"""Runs take turns: in order, never too many, and the long ones never hold every worker."""

import threading
import time

import pytest

from exercises._engine.queue import Turnstile
from lessons.waiting import Full
from tests.waits import until


class Runner:
    """Starts runs that last until they are let go, and remembers the order in which they began."""

    def __init__(self, workers: int, capacity: int = 20) -> None:
        self.turnstile = Turnstile(workers, capacity)
        self.began: list[str] = []
        self.threads: list[threading.Thread] = []
        self.gates: dict[str, threading.Event] = {}

    def start(self, name: str, *, long: bool = False) -> None:
        self.gates[name] = threading.Event()
        asked = threading.Event()

        def run() -> None:
            asked.set()
            with self.turnstile.turn(long=long):
                self.began.append(name)
                self.gates[name].wait(10)

        thread = threading.Thread(target=run)
        thread.start()
        asked.wait(5)
        time.sleep(0.02)
        self.threads.append(thread)

    def end(self, *names: str) -> None:
        for name in names:
            self.gates[name].set()

    def finish(self) -> None:
        for gate in self.gates.values():
            gate.set()
        for thread in self.threads:
            thread.join(10)
            assert not thread.is_alive()


def test_turns_come_in_order_of_arrival() -> None:
    runner = Runner(workers=1)
    for name in "abcd":
        runner.start(name)
    for name in "abcd":
        until(lambda name=name: runner.began[-1] == name)
        runner.end(name)
    runner.finish()
    assert runner.began == list("abcd")


def test_no_more_run_at_once_than_there_are_workers() -> None:
    running, most = 0, 0
    lock = threading.Lock()
    turnstile = Turnstile(3, 50)

    def run(long: bool) -> None:
        nonlocal running, most
        with turnstile.turn(long=long):
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.002)
            with lock:
                running -= 1

    threads = [threading.Thread(target=run, args=(index % 5 == 0,)) for index in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    assert most == 3


def test_long_runs_leave_a_worker_to_short_ones() -> None:
    runner = Runner(workers=2)
    for name in ("long 1", "long 2", "long 3"):
        runner.start(name, long=True)
    runner.start("short")
    until(lambda: runner.began == ["long 1", "short"])
    runner.finish()
    assert runner.began[2:] == ["long 2", "long 3"]


def test_short_runs_leave_a_worker_to_a_waiting_long_one() -> None:
    runner = Runner(workers=2)
    for name in ("a", "b"):
        runner.start(name)
    runner.start("long", long=True)
    for name in ("c", "d"):
        runner.start(name)
    runner.end("a")
    until(lambda: "long" in runner.began)
    assert runner.began == ["a", "b", "long"]
    runner.finish()


def test_one_worker_serves_both_kinds() -> None:
    runner = Runner(workers=1)
    runner.start("a")
    runner.start("long", long=True)
    runner.start("b")
    runner.end("a", "long", "b")
    runner.finish()
    assert runner.began == ["a", "long", "b"]


def test_a_full_queue_says_so_at_once() -> None:
    runner = Runner(workers=1, capacity=2)
    for name in "abc":
        runner.start(name)
    with pytest.raises(Full, match="try again in a few seconds"), runner.turnstile.turn():
        pass
    runner.end("a")
    until(lambda: runner.began == ["a", "b"])
    runner.start("d")
    runner.finish()
    assert runner.began == list("abcd")


def test_one_address_leaves_places_to_others() -> None:
    runner, address = Runner(workers=1, capacity=4), ["school"]
    runner.turnstile = Turnstile(1, 4, asker=lambda: address[0])
    for name in "abcd":  # One runs, three wait.
        runner.start(name)
    with pytest.raises(Full, match="try again in a few seconds"), runner.turnstile.turn():
        pass
    address[0] = "elsewhere"
    runner.start("e")
    runner.finish()
    assert runner.began == list("abcde")
    address[0] = "school"
    with runner.turnstile.turn():
        pass


def test_a_run_that_raises_gives_its_place_back() -> None:
    turnstile = Turnstile(1, 1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turnstile.turn():
            _ = 1 / 0
    with turnstile.turn():
        pass
