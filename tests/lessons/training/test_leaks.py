"""Many runs, one after the other, leave nothing: no memory, no thread, no process."""

import dataclasses
import os
import sys
import threading
from pathlib import Path

import psutil
import pytest

from lessons.training.lab.clinic_run import clinic_settings
from lessons.training.lab.pool import Pool
from lessons.training.lab.settings import Settings

SMALL = Settings(data="scenes64", network="tiny_unet", batch=1, pictures=4, steps=2, seconds=180)
KINDS = (
    SMALL,
    dataclasses.replace(SMALL, network="unet", levels=3),
    dataclasses.replace(SMALL, loss="lovasz_softmax"),
    dataclasses.replace(clinic_settings("low_score", True), batch=1, steps=2),
)
"""What a server is asked for in turn: one run in four is stopped before its end."""


def resident(pid: int) -> float:
    """Megabytes of memory a process holds now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def children() -> set[int]:
    """The processes that this one has started and that are not gone."""
    return {child.pid for child in psutil.Process().children()}


def trained(pool: Pool, number: int) -> int:
    """Train number `number`; the process that did it."""
    stopped = number % 4 == 3
    settings = KINDS[number % len(KINDS)]
    run = pool.submit(dataclasses.replace(settings, steps=5000) if stopped else settings)
    while not (seen := pool.watch(run, 10**9 if not stopped else 0, 1.0)).ended:
        if stopped and seen.looks:
            pool.stop(run)
    assert seen.state == ("stopped" if stopped else "finished"), seen.sentence
    (worker,) = pool._workers.all
    return worker.pid


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("runs", [8, pytest.param(20, marks=pytest.mark.long)])
def test_many_runs_leave_nothing(runs: int):
    threads, processes = set(threading.enumerate()), children()
    # So small that it has to drop runs from the fifth or so on, as a server has to after a day.
    pool = Pool(niceness=0, all_bytes=2**20)
    try:
        pids = {trained(pool, number) for number in range(8)}
        (pid,) = pids
        before = resident(pid), resident(os.getpid()), len(pool._turns.runs)
        assert {trained(pool, number) for number in range(8, 8 + runs)} == pids, "one process serves them all"
        after = resident(pid), resident(os.getpid()), len(pool._turns.runs)
    finally:
        pool.close()
    assert after[0] < 1.1 * before[0], f"the training process grew from {before[0]:.0f} to {after[0]:.0f} MB"
    assert after[1] < 1.1 * before[1], f"the server grew from {before[1]:.0f} to {after[1]:.0f} MB"
    assert set(threading.enumerate()) <= threads
    assert children() <= processes
