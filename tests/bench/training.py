"""The training lab: its step rate against a bare PyTorch loop, the wait for the first look, what 30 s teach, and
what a training costs other learners.

The clock is unfair on a machine that has other work: so each figure is told in processor time too, and rates
are judged by it.
"""

import re
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from statistics import median
from typing import Any

import numpy as np
import safetensors.torch
import torch
from playwright.sync_api import sync_playwright

from lessons.models.device import laid_out
from lessons.models.fitting.scoring import score
from lessons.models.pictures import HELD_OUT, Pictures, scene_pictures
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import TrainingPictures
from lessons.training.lab.pool import Pool
from lessons.training.lab.run import Run, as_tensors, has_bf16
from lessons.training.lab.settings import Settings, build
from lessons.training.lab.trainer import stride
from lessons.training.losses import LOSSES
from lessons.training.optimisers import averaged
from tests.bench.pages import SETTLED, served, tab
from tests.bench.rows import Row
from tests.browsers import CHROMIUM, CHROMIUM_FLAGS

_SECONDS = 30
_TINY = Settings(data="scenes96", network="tiny_unet", loss="dice", seconds=_SECONDS)
_USUAL = Settings(seconds=_SECONDS)
_TURNS, _STEPS = 6, 12
_ROUNDS, _TIMES = 4, 8


def rows() -> list[Row]:
    """Ratios of what two loops do in turns; the first look of a new and of a waiting process; held-out mIoU."""
    torch.set_num_threads(1)
    ratio, bare = _rate()
    cold, warm = _first_look(ahead=False), _first_look(ahead=True)
    held_out = scene_pictures(HELD_OUT[:150], 96)
    rows = [
        Row("lab's step rate / bare loop's, tiny U-Net", ratio, "", "processor time", bar=0.8, at_least=True),
        Row("… bare loop", bare, "/s", "steps a second of processor time"),
        Row("Train → first look, process warmed up", warm[0], "s", bar=3),
        Row("Train → first look, no process yet", cold[0], "s", f"{cold[1]:.1f} s of the processor"),
    ]
    looks = {
        f"mIoU, tiny U-Net, Dice, 96 px, {_SECONDS} s of the processor": (_TINY, _trained_here(_TINY), 0.25),
        f"mIoU, the lab as it opens, {_SECONDS} s of the processor": (_USUAL, _trained_here(_USUAL), 0.6),
        f"mIoU, tiny U-Net, Dice, 96 px, {_SECONDS} s on the clock": (_TINY, _trained(_TINY), None),
    }
    for name, (settings, look, bar) in looks.items():
        spent = f"{look.step} steps in {look.processor_seconds:.0f} s of the processor"
        rows.append(Row(name, _miou(settings, look, held_out), "", spent, bar=bar, at_least=True))
    return rows + _others()


def _rate() -> tuple[float, float]:
    """Steps a second of the lab, looks at their usual distance included, over the bare loop's; and the latter."""
    pictures = TrainingPictures("scenes96")
    pictures.first(_TINY.pictures)
    lab = Run(replace(_TINY, seconds=180), pictures)
    bare = _bare_loop(_TINY, pictures)
    lab.advance()
    bare()
    ratios, rates = [], []
    for _ in range(_TURNS):
        slow, fast = _spent(lab.advance), _spent(bare)
        looking = _spent(lab.look, 1)
        each = stride(1 / slow, looking)  # as the worker would choose it
        ratios.append(fast / (slow + looking / each))
        rates.append(1 / fast)
    return median(ratios), median(rates)


def _bare_loop(settings: Settings, pictures: TrainingPictures) -> Callable[[], object]:
    """What one would write without a lab: the same batches, network, loss and optimiser, and nothing else."""
    network = laid_out(build(settings), channels_last=True).train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=settings.rate, fused=True)
    loss_of = next(each for each in LOSSES if each.name == settings.loss)
    chance = np.random.default_rng(0)
    mean = averaged(network)

    def step() -> None:
        image, truth = as_tensors(pictures.batch(chance, settings.batch, settings.pictures, settings.augment))
        with torch.autocast("cpu", torch.bfloat16, enabled=has_bf16()):
            logits = network(image)
        loss = loss_of(logits.float(), truth)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        mean.update_parameters(network)
        loss.item()

    return step


def _spent(work: Callable[[], object], times: int = _STEPS) -> float:
    """Seconds of processor time for one call."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def _first_look(ahead: bool) -> tuple[float, float]:
    """Seconds on the clock, and of processor time in the process until it was closed right after."""
    pool, before = Pool(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    if ahead:
        pool.warm()
        ready = pool.submit(replace(_TINY, steps=1))
        while not pool.watch(ready, 10**9, 1.0).ended:
            pass
    start = time.perf_counter()
    run = pool.submit(_TINY)
    while not pool.watch(run, 0, 10.0).looks:
        pass
    duration = time.perf_counter() - start
    pool.close()
    return duration, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def _trained_here(settings: Settings) -> Look:
    """By processor time, which is what a machine without other work would need on the clock."""
    run = Run(replace(settings, seconds=180))
    while run.processor_seconds < _SECONDS:
        run.advance()
    return run.look()


def _trained(settings: Settings) -> Look:
    """As a learner has it: in the pool's process, warmed up, on the clock."""
    pool = Pool()
    pool.warm()
    time.sleep(6)  # a learner reads before pressing Train
    run = pool.submit(settings)
    while not (seen := pool.watch(run, 10**9, 1.0)).ended:
        pass
    pool.close()
    return seen.looks[-1]


def _miou(settings: Settings, look: Look, pictures: Pictures) -> float:
    network = build(settings)
    network.load_state_dict(safetensors.torch.load(look.weights or b""))
    return score(network.eval(), pictures, len(settings.class_names)).miou


def _others() -> list[Row]:
    """Latency of another learner's page, alone and while a run trains, in turns; medians and their ratios."""
    alone: dict[str, list[float]] = {"a choice": [], "a whole page": []}
    beside: dict[str, list[float]] = {name: [] for name in alone}
    choices = cycle(f".st-key-predict-argmax-winner input[value='{number}']" for number in (0, 1))
    with sync_playwright() as playwright, served("app/server.py") as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        contexts = [browser.new_context(), browser.new_context()]
        for context in contexts:
            context.set_default_timeout(120_000)
        other = tab(contexts[0], f"{address}/argmax", ".pw-footer")
        time.sleep(12)  # until torch is loaded and the freeze is done
        lab = tab(
            contexts[1], f"{address}/training?data=scenes96&network=fcn_fused&seconds=180", ".pw-footer"
        )
        for _ in range(_ROUNDS):
            _use(other, choices, alone)
            lab.get_by_role("button", name="Train", exact=True).click()
            lab.get_by_text(re.compile(r"Training\..*steps a second")).wait_for()
            _use(other, choices, beside)
            lab.get_by_role("button", name="Stop", exact=True).click()
            lab.get_by_text("Stopped.").wait_for()
        browser.close()
    rows = []
    for name in alone:
        quiet, busy = median(alone[name]), median(beside[name])
        rows += [
            Row(f"another learner's page, {name}, nobody trains", quiet, "ms"),
            Row(f"another learner's page, {name}, a run trains", busy, "ms"),
            Row(f"… while a run trains / while nobody does, {name}", busy / quiet, "×", "in turns", bar=2.0),
        ]
    return rows


def _use(page: Any, choices: Iterator[str], times: dict[str, list[float]]) -> None:
    """A learner who goes on: choices and whole reruns of a page, in milliseconds; the first of each is not counted."""
    page.bring_to_front()
    uses = {
        "a choice": lambda: page.evaluate("choice => document.querySelector(choice).click()", next(choices)),
        "a whole page": lambda: page.keyboard.press("r"),
    }
    for name, use in uses.items():
        for turn in range(_TIMES + 1):
            use()
            milliseconds = page.evaluate(SETTLED)
            times[name] += [milliseconds] if turn else []
            page.wait_for_timeout(100)
