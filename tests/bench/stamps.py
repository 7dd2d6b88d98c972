"""The upsampling page, live: frames a second while the stamp player plays, and what its figures compute.

The frames are counted in real Chromium on the lesson's own page: those that the player painted, over
three seconds of playing its largest setting. The rest is timed in this process.
"""

import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from lessons.unet.receptive_field import field_size
from lessons.upsampling.checkerboard import decoded
from lessons.upsampling.presets import preset
from lessons.upsampling.receptive import path_map
from lessons.upsampling.stack_network import effective
from lessons.upsampling.transposed import Setting, stamps
from tests.bench.pages import served, tab
from tests.bench.rows import Row
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS

_REPEATS = 5
_LARGEST = {"input cells": 4, "kernel_size": 5, "dilation": 2}

# Resolves after three seconds to the player's paints and the screen's frames in each of them.
_COUNT = """
() => new Promise((resolve) => {
  const player = document.querySelector("[data-testid=pw-stamps]");
  const painted = () => Number(player.dataset.paints);
  const [started, before] = [performance.now(), painted()];
  let frames = 0;
  const tick = (now) => {
    frames++;
    const seconds = (now - started) / 1000;
    if (seconds > 3) resolve([(painted() - before) / seconds, frames / seconds]);
    else requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})
"""


def rows() -> list[Row]:
    """Frames, which have a bar, and medians of what is computed, which are told."""
    painted, shown = _played()
    size, kernel = _LARGEST["input cells"], _LARGEST["kernel_size"]
    setting = Setting(kernel, 2, dilation=_LARGEST["dilation"])
    given, weights = np.ones((size, size)), np.ones((kernel, kernel))
    network = preset("deeplabv3plus")
    widest = max(network.paths, key=field_size)
    computed: dict[str, Callable[[], Any]] = {
        "stamps of the largest player": lambda: list(stamps(given, weights, setting)),
        "checkerboard index, three doublings": partial(decoded, "transposed_k3", np.ones((3, 16, 16)), 3),
        "path map, DeepLabV3+ encoder and ASPP": lambda: path_map(*network.paths),
        "effective field of its widest path, 8 draws": lambda: effective(widest),
    }
    return [
        Row("stamp player: frames a second while it plays", painted, "fps", bar=30, at_least=True),
        Row("… frames a second of the screen meanwhile", shown, "fps"),
        *(Row(name, _milliseconds(work), "ms") for name, work in computed.items()),
    ]


def _played() -> tuple[float, float]:
    with sync_playwright() as playwright, served("app/server.py") as lesson:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        page = tab(browser, f"{lesson}/upsampling", ".pw-footer")
        player = page.get_by_test_id("pw-stamps")
        player.wait_for(timeout=60_000)
        _set(page.get_by_placeholder("Type a number"), 5)
        player.get_by_test_id("pw-stamps-output").wait_for(timeout=60_000)
        for name, value in _LARGEST.items():
            _set(page.get_by_label(name, exact=True), value)
        page.get_by_text("Stamp 0 of 16").wait_for(timeout=60_000)
        time.sleep(12)  # until torch is loaded everywhere and the freeze is done
        player.get_by_test_id("pw-stamps-play").click()
        painted, shown = page.evaluate(_COUNT)
        browser.close()
    return painted, shown


def _set(field: Any, value: int) -> None:
    field.fill(str(value))
    field.press("Enter")


def _milliseconds(work: Callable[[], Any]) -> float:
    work()
    taken = []
    for _ in range(_REPEATS):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return median(taken)
