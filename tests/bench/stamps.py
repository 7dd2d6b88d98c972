"""The upsampling page, live: frames a second while the stamp player plays, and what its figures compute.

The frames are counted in real Chromium on the lesson's own page: those that the player painted, over
three seconds of playing its largest setting, and the messages that went to the server meanwhile and while
it was stepped and scrubbed. The rest is timed in this process.
"""

import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from lessons.dilation.exchange import DILATE, DOWNSAMPLE
from lessons.dilation.presets import preset
from lessons.dilation.receptive import path_map
from lessons.dilation.stack_network import effective, measured
from lessons.models.weights import available
from lessons.unet.receptive_field import field_size
from lessons.upsampling import costs
from lessons.upsampling.checkerboard import decoded, in_trained
from lessons.upsampling.equivalents import as_matrix, zero_stuffed
from lessons.upsampling.interpolation import stretched
from lessons.upsampling.transposed import Setting, stamps
from tests.bench.pages import served
from tests.bench.rows import Row
from tests.browsers import CHROMIUM, CHROMIUM_FLAGS

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
    painted, screen_frames, messages = _played()
    size, kernel = _LARGEST["input cells"], _LARGEST["kernel_size"]
    setting = Setting(kernel, 2, dilation=_LARGEST["dilation"])
    cells, weights = np.ones((size, size)), np.ones((kernel, kernel))
    network = preset("deeplabv3plus")
    widest = max(network.paths, key=field_size)
    computed: dict[str, Callable[[], Any]] = {
        "stamps of the largest player": lambda: list(stamps(cells, weights, setting)),
        "… zero-stuffed": lambda: zero_stuffed(cells, weights, setting),
        "… as a matrix": lambda: as_matrix(cells, weights, setting),
        "bilinear map, 3 × 3 to 12 × 12, value by value": lambda: stretched(np.eye(3), 12, 12),
        "checkerboard index, three doublings": partial(decoded, "transposed_k3", np.ones((3, 16, 16)), 3),
        "checkerboard indices in the trained U-Net, one street": _index_in_the_network,
        "path map, DeepLabV3+ encoder and ASPP": lambda: path_map(*network.paths),
        "effective field of its widest path, 8 draws": lambda: effective(widest),
        "downsample and dilate, both measured": lambda: measured(DOWNSAMPLE, DILATE),
        "table of the upsamplers' costs": lambda: costs.table(32, 16, 32),
        "… their milliseconds, measured": lambda: costs.measured(32, 16, 32),
    }
    return [
        Row("stamp player: frames a second while it plays", painted, "fps", bar=30, at_least=True),
        Row("… frames a second of the screen meanwhile", screen_frames, "fps"),
        Row("… messages to the server while it plays and steps", messages, "", bar=0),
        *(Row(name, _milliseconds(work), "ms") for name, work in computed.items()),
    ]


def _index_in_the_network() -> dict[str, float]:
    return in_trained("unet", ("image", "up.3", "head"), range(1)) if "unet" in available() else {}


def _played() -> tuple[float, float, int]:
    """The player's frames a second, the screen's, and the messages to the server while playing and stepping."""
    with sync_playwright() as playwright, served("app/server.py") as lesson:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        page = browser.new_page()
        outgoing: list[object] = []
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: outgoing.append(frame)))
        page.goto(f"{lesson}/upsampling")
        page.wait_for_selector(".pw-footer", timeout=120_000)
        player = page.get_by_test_id("pw-stamps")
        player.wait_for(timeout=60_000)
        _set(page.get_by_placeholder("Type a number"), 5)
        player.get_by_test_id("pw-stamps-output").wait_for(timeout=60_000)
        for name, value in _LARGEST.items():
            _set(page.get_by_label(name, exact=True), value)
        page.get_by_text("Stamp 0 of 16").wait_for(timeout=60_000)
        time.sleep(12)  # until torch is loaded everywhere and the freeze is done
        before = len(outgoing)
        assert before, "a page that works has sent something by now"
        player.get_by_test_id("pw-stamps-play").click()
        painted, screen_frames = page.evaluate(_COUNT)
        for name in ("play", "step", "back"):
            player.get_by_test_id(f"pw-stamps-{name}").click()
        player.get_by_test_id("pw-stamps-place").press("End")
        page.get_by_text("Stamp 16 of 16").wait_for()
        time.sleep(1)
        messages = len(outgoing) - before
        browser.close()
    return painted, screen_frames, messages


def _set(field: Any, value: int) -> None:
    field.fill(str(value))
    field.press("Enter")


def _milliseconds(work: Callable[[], Any]) -> float:
    work()
    times = []
    for _ in range(_REPEATS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return median(times)
