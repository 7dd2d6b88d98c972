"""The pool: real processes that train, wait, pause, die and are gone afterwards."""

import dataclasses
import math
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from lessons.training.lab.look import Watched
from lessons.training.lab.pool import Gone, Pool
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings
from lessons.training.lab.trainer import stride
from lessons.waiting import Full
from tests.waits import until

LONG = 120.0  # a busy machine may take long to start a process; nothing here waits for time to pass
SMALL = Settings(data="scenes64", network="tiny_unet", batch=1, pictures=4, seconds=180)
SHORT = dataclasses.replace(SMALL, steps=1)
ENDLESS = SMALL

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


def alive(pid: int) -> bool:
    """Whether it runs; one that has ended and waits for a foreign parent to reap it does not."""
    if (status := Path(f"/proc/{pid}/stat")).parent.parent.exists() and sys.platform == "linux":
        try:
            return status.read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def workers(pool: Pool) -> list[int]:
    return [each.pid for each in pool._workers.all]


def looks(pool: Pool, run: str, count: int) -> Watched:
    seen = pool.watch(run, count - 1, LONG)
    assert len(seen.looks) >= count or seen.ended, seen
    return seen


def ended(pool: Pool, run: str) -> Watched:
    until(lambda: pool.watch(run).ended)
    return pool.watch(run)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    nuclei = os.environ.pop("PIXELWISE_NUCLEI", None)
    pool = Pool(waiting=2, pause_after=LONG, end_after=2 * LONG, niceness=0)
    yield pool
    pool.close()
    if nuclei is not None:
        os.environ["PIXELWISE_NUCLEI"] = nuclei


def test_a_pool_comes_up_until_its_run_has_made_a_step():
    fresh = Pool(niceness=0)
    try:
        assert not fresh.is_coming_up
        run = fresh.submit(SHORT)
        assert fresh.is_coming_up
        ended(fresh, run)
        assert not fresh.is_coming_up
    finally:
        fresh.close()


def test_a_run_is_the_same_as_in_this_process(pool: Pool):
    settings = dataclasses.replace(SMALL, steps=7, seed=5)
    run = pool.submit(settings)
    assert len(looks(pool, run, 1).looks) >= 1
    seen = ended(pool, run)
    assert (seen.state, seen.sentence, seen.progress) == ("finished", "All 7 steps are done.", 1.0)
    assert (seen.looks[0].step, seen.looks[-1].step) == (0, 7)
    torch.set_num_threads(1)
    here = Run(settings)
    assert [loss for look in seen.looks for loss in look.losses] == [here.advance() for _ in range(7)]
    last = here.look()
    assert seen.looks[-1].weights == last.weights
    assert np.array_equal(seen.looks[-1].predictions, last.predictions)


def test_the_queue_is_bounded_and_says_who_is_next(pool: Pool):
    first = pool.submit(ENDLESS)
    looks(pool, first, 2)
    second, third = pool.submit(ENDLESS), pool.submit(SHORT)
    with pytest.raises(Full, match=r"^2 trainings are waiting already; .*\.$"):
        pool.submit(ENDLESS)
    seen = [pool.watch(each) for each in (first, second, third)]
    assert [each.state for each in seen] == ["training", "waiting", "waiting"]
    assert [each.position for each in seen] == [0, 1, 2]
    assert seen[0].wait == 0 < seen[1].wait <= 180 < seen[2].wait <= 360
    pool.stop(second)
    assert pool.watch(third).position == 1 and pool.watch(second).state == "stopped"
    pool.stop(first)
    assert ended(pool, third).state == "finished"
    seen = ended(pool, first)
    assert seen.state == "stopped" and seen.looks, "what it has shown is kept"


def test_one_address_leaves_places_in_the_queue_to_others(pool: Pool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool, "_asker", lambda: "school")
    runs = [pool.submit(ENDLESS)]
    looks(pool, runs[0], 1)
    runs.append(pool.submit(ENDLESS))
    with pytest.raises(Full, match=r"^1 training is waiting already; .*\.$"):
        pool.submit(ENDLESS)
    monkeypatch.setattr(pool, "_asker", lambda: "elsewhere")
    runs.append(pool.submit(ENDLESS))
    assert [pool.watch(each).position for each in runs] == [0, 1, 2]
    for each in reversed(runs):
        pool.stop(each)


def test_of_many_paused_runs_the_first_ones_end(pool: Pool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool._turns, "_most_paused", 2)
    runs: list[str] = []
    for address in ("elsewhere", "school", "school"):
        monkeypatch.setattr(pool, "_asker", lambda address=address: address)
        runs.append(pool.submit(ENDLESS))
        looks(pool, runs[-1], 1)
        pool.pause(runs[-1])
    runs = [runs[1], runs[0], runs[2]]
    assert [pool.watch(each).state for each in runs] == ["stopped", "paused", "paused"], (
        "of the busiest address"
    )
    assert pool.watch(runs[0]).sentence.startswith("It ended because too many runs are paused; press Train")
    monkeypatch.setattr(pool, "_asker", lambda: None)
    waiting = [pool.submit(ENDLESS) for _ in range(2)]
    pool.pause(waiting[1])  # It has not begun, so no worker holds it.
    assert [pool.watch(each).state for each in runs] == ["stopped", "paused", "paused"]
    pool.resume(runs[2])
    for each in (*runs, *waiting):
        pool.stop(each)


def test_a_paused_run_lets_others_pass_and_goes_on_where_it_was(pool: Pool):
    settings = dataclasses.replace(SMALL, steps=2000)
    first = pool.submit(settings)
    looks(pool, first, 3)
    pool.pause(first)
    second = pool.submit(dataclasses.replace(SMALL, steps=2))
    assert ended(pool, second).state == "finished"
    paused = pool.watch(first)
    assert paused.state == "paused" and not paused.ended
    pool.resume(first)
    seen = looks(pool, first, len(paused.looks) + 2)
    pool.stop(first)
    steps = [look.step for look in seen.looks]
    assert steps == sorted(set(steps)), "no step twice"
    losses = [loss for look in seen.looks for loss in look.losses]
    assert len(losses) == steps[-1], "and none is missing"
    torch.set_num_threads(1)
    here = Run(settings)
    assert losses[:40] == [here.advance() for _ in range(min(40, len(losses)))]
    pool.resume(first)
    assert pool.watch(first).state == "stopped"


def test_what_cannot_be_trained_says_so(pool: Pool):
    seen = ended(pool, pool.submit(Settings(data="nuclei")))
    assert seen.state == "failed" and "PIXELWISE_NUCLEI" in seen.sentence
    after = ended(pool, pool.submit(SHORT))
    assert after.state == "finished", "the process is none the worse"


def test_what_takes_too_much_memory_is_dropped(pool: Pool, monkeypatch: pytest.MonkeyPatch):
    first = pool.submit(SHORT)
    assert ended(pool, first).looks
    monkeypatch.setattr(pool._turns, "_all_bytes", 60_000)
    second = pool.submit(SHORT)
    assert ended(pool, second).state == "finished"
    for ask in (pool.watch, pool.stop, pool.pause, pool.resume):
        with pytest.raises(Gone, match="no longer kept; press Train"):
            ask(first)


@posix
def test_a_worker_that_is_killed_fails_its_runs_and_is_replaced(pool: Pool):
    run = pool.submit(ENDLESS)
    looks(pool, run, 2)
    (pid,) = workers(pool)
    os.kill(pid, signal.SIGKILL)
    seen = ended(pool, run)
    assert seen.state == "failed" and seen.looks
    assert seen.sentence.startswith("The training process was ended by SIGKILL after step ")
    until(lambda: workers(pool) not in ([], [pid]))
    with pytest.raises(ChildProcessError):  # it is reaped: no zombie
        os.waitpid(pid, os.WNOHANG)
    assert ended(pool, pool.submit(SHORT)).state == "finished"


@posix
def test_a_worker_that_hangs_is_killed(pool: Pool, monkeypatch: pytest.MonkeyPatch):
    run = pool.submit(ENDLESS)
    looks(pool, run, 2)
    os.kill(workers(pool)[0], signal.SIGSTOP)
    monkeypatch.setattr(pool._workers, "_silent_for", 0.5)
    assert ended(pool, run).state == "failed"


def test_a_worker_whose_message_is_too_long_is_ended(pool: Pool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lessons.training.lab.process.MOST_BYTES", 1000)
    seen = ended(pool, pool.submit(dataclasses.replace(SMALL, steps=2)))
    assert seen.state == "failed" and seen.sentence.startswith("The training process ")
    monkeypatch.undo()
    assert ended(pool, pool.submit(SHORT)).state == "finished"


@posix
def test_nobody_watches_so_it_pauses_and_ends_and_close_leaves_nothing():
    threads = {each.name for each in threading.enumerate()}
    pool = Pool(pause_after=0.6, end_after=3.0, niceness=7)
    pool.warm("scenes64")
    until(lambda: workers(pool))
    (pid,) = workers(pool)
    run = pool.submit(ENDLESS)
    looks(pool, run, 3)
    assert workers(pool) == [pid], "the process that was warmed up is used"
    assert os.getpriority(os.PRIO_PROCESS, pid) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 7)
    until(lambda: pool._turns.runs[run].state == "paused")
    back = pool.watch(run)
    assert back.state in ("waiting", "training"), "it goes on when somebody is back"
    assert len(looks(pool, run, len(back.looks) + 1).looks) > len(back.looks)
    until(lambda: pool._turns.runs[run].state == "stopped")
    seen = pool.watch(run)
    assert seen.sentence == "It ended because nobody watched it any more." and seen.looks
    pool.close()
    pool.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    assert not alive(pid)
    assert {each.name for each in threading.enumerate()} == threads


_PARENT = """
import time
from lessons.training.lab.pool import Pool
from lessons.training.lab.settings import Settings
pool = Pool(niceness=0)
run = pool.submit(Settings(data="scenes64", network="tiny_unet", seconds=180, batch=1))
pool.watch(run, 0, 300.0)
print(pool._workers.all[0].pid, flush=True)
while True:
    pool.watch(run, 10**9, 1.0)
"""


@posix
def test_a_worker_ends_when_its_parent_is_killed():
    root = Path(__file__).parents[3]
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], cwd=root, stdout=subprocess.PIPE, text=True)
    try:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert alive(pid)
    finally:
        parent.kill()
        parent.communicate()
    until(lambda: not alive(pid))


def test_looks_come_after_round_numbers_of_steps():
    sizes = [stride(rate, 0.0) for rate in (0.0, 1.9, 2, 4, 10, 21, 39, 41, 400, math.inf)]
    assert sizes == [1, 1, 1, 2, 5, 10, 10, 20, 200, 10_000]
    assert stride(100, 0.3) > stride(100, 0.01), "a slow network is looked at less often"
