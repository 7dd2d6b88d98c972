"""From click to answer, in real Chromium: lesson pages beside a bare one-widget Streamlit app.

Two clocks, both inside the browser, and the bare app is measured by both. For a widget: from the
click to the frame in which its answer stands. For a whole page: from the rerun key to the frame
after the last message about the rerun. Figures are medians.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from lessons import COURSE
from tests.bench.rows import Row
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS, ROOT, free_port

_APPS = Path(__file__).parent / "apps"
_CLICKS = 40
_LESSON = "argmax"
_PREDICT = ".st-key-predict-argmax-winner [role=radiogroup]"

# Resolves to the milliseconds from the click on `selector` until the page's text first differs and is painted.
_CLICK = """
([selector, watched]) => new Promise((resolve, reject) => {
  const text = () => document.querySelector(watched).innerText;
  const before = text();
  const started = performance.now();
  setTimeout(() => reject("no answer within 20 s"), 20000);
  const observer = new MutationObserver(() => {
    if (text() === before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - started)));
  });
  observer.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
  document.querySelector(selector).click();
})
"""

# Notes when the rerun key goes down and when the app's WebSocket last brought a message.
_LISTEN = """
const Native = window.WebSocket;
window.WebSocket = class extends Native {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", () => { window.__last = performance.now(); });
  }
};
window.addEventListener("keydown", () => { window.__pressed = performance.now(); window.__last = 0; }, true);
"""

# Resolves to the milliseconds from the rerun key to the frame after the last message, known by 200 ms of silence.
_SETTLED = """
() => new Promise((resolve, reject) => {
  const wait = () => {
    const now = performance.now();
    if (window.__last && now - window.__last > 200) resolve(window.__last - window.__pressed + 16);
    else if (now - window.__pressed > 20000) reject("no rerun within 20 s");
    else setTimeout(wait, 5);
  };
  wait();
})
"""


@contextmanager
def _served(script: str, freeze: bool = True) -> Iterator[str]:
    port = free_port()
    environment = os.environ | {
        "PIXELWISE_DATA_DIR": tempfile.mkdtemp(),
        "PIXELWISE_FREEZE": str(int(freeze)),
    }
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", "--server.headless", "true"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _click_times(page: Any, selectors: list[str], watched: str) -> list[float]:
    times = []
    for click in range(_CLICKS + 5):
        times.append(page.evaluate(_CLICK, [selectors[click % len(selectors)], watched]))
        page.wait_for_timeout(120)
    return times[5:]


def _rerun_times(page: Any) -> list[float]:
    times = []
    for _ in range(_CLICKS // 2 + 3):
        page.keyboard.press("r")
        times.append(page.evaluate(_SETTLED))
        page.wait_for_timeout(100)
    return times[3:]


@dataclass(frozen=True)
class _Floor:
    """The bare app's medians by both clocks, milliseconds."""

    click: float
    rerun: float


def _bare(browser: Any, script: str, freeze: bool) -> _Floor:
    with _served(str(_APPS / script), freeze) as address:
        page = browser.new_page()
        page.add_init_script(_LISTEN)
        page.goto(address)
        page.wait_for_selector(".stButton button")
        page.wait_for_timeout(1500)
        clicks = _click_times(page, [".stButton button"], ".stText")
        reruns = _rerun_times(page)
        page.close()
    return _Floor(median(clicks), median(reruns))


def _lesson(browser: Any, freeze: bool) -> tuple[list[float], dict[str, list[float]]]:
    """The times of a widget in a fragment, and of every lesson page as a whole."""
    whole = {}
    with _served("app/server.py", freeze) as address:
        page = browser.new_page()
        page.add_init_script(_LISTEN)
        page.goto(f"{address}/{_LESSON}")
        page.wait_for_selector(f"{_PREDICT} label")
        page.wait_for_timeout(12_000)  # until torch is loaded and the freeze is done
        options = [f"{_PREDICT} input[value='{number}']" for number in (0, 1)]
        widget = _click_times(page, options, ".st-key-predict-argmax-winner")
        for lesson in (each for each in COURSE if each.page):
            page.goto(f"{address}/{lesson.slug}")
            page.wait_for_selector(".pw-footer")
            page.wait_for_timeout(3_000)
            whole[lesson.slug] = _rerun_times(page)
        page.close()
    return widget, whole


def rows() -> list[Row]:
    """Medians over the clicks; each bar is a ratio within this run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        stock = _bare(browser, "one_widget.py", freeze=False)
        floor = _bare(browser, "warmed.py", freeze=True)
        unfrozen = _bare(browser, "warmed.py", freeze=False)
        widget_times, whole_times = _lesson(browser, freeze=True)
        unfrozen_widget_times, _ = _lesson(browser, freeze=False)
        browser.close()
    widget = median(widget_times)
    told = [
        Row("bare app without torch, Streamlit as it comes, click", stock.click, "ms"),
        Row("bare app without torch, Streamlit as it comes, rerun", stock.rerun, "ms"),
        Row("bare app, our settings, click", floor.click, "ms"),
        Row("bare app, our settings, rerun", floor.rerun, "ms"),
        Row("stock bare app (torch loaded, no freeze), click", unfrozen.click, "ms"),
        Row("stock bare app (torch loaded, no freeze), rerun", unfrozen.rerun, "ms"),
        Row("lesson, widget in a fragment, click", widget, "ms"),
        Row("widget in a fragment / bare app, our settings", widget / floor.click, "×", "same run", bar=1.8),
        Row("widget in a fragment / stock bare app", widget / unfrozen.click, "×", "same run", bar=1.0),
        Row("widget in a fragment / bare app without torch", widget / stock.click, "×", "same run"),
    ]
    for slug, times in whole_times.items():
        whole = median(times)
        told += [
            Row(f"whole page {slug}, rerun", whole, "ms"),
            Row(f"whole page {slug} / bare app, our settings", whole / floor.rerun, "×", "same run", bar=2.5),
            Row(f"whole page {slug} / stock bare app", whole / unfrozen.rerun, "×", "same run", bar=1.0),
            Row(f"whole page {slug} / bare app without torch", whole / stock.rerun, "×", "same run"),
        ]
    effect = median(unfrozen_widget_times) / widget
    return [*told, Row("effect of the freeze: without / with, widget", effect, "×", "same run")]
