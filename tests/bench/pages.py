"""From click to answer, in real Chromium: lesson pages beside a bare one-widget Streamlit app.

Two clocks, both inside the browser, and the bare app is measured by both. For a widget: from the
click to the frame in which its answer stands. For a whole page: from the rerun key to the frame
after the last message about the rerun. A page is judged as it opens; once more all of it is sent,
and that is only told. All apps stand ready side by side and take turns, round after round, so that
a slow spell of the machine meets all of them. Figures are medians over the rounds.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle, repeat
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from lessons import COURSE
from tests.bench.rows import Row
from tests.browsers import CHROMIUM, CHROMIUM_FLAGS
from tests.servers import serving

APPS = Path(__file__).parent / "apps"
_ROUNDS, _TIMES = 5, 8
_LESSON = "argmax"
_PREDICT = ".st-key-predict-argmax-winner"
_FRAGMENT = f".stVerticalBlock:has(> {_PREDICT})"

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

# Notes when a key or the pointer goes down, when a choice changes, and when the app's WebSocket last brought a message.
_LISTEN = """
const Native = window.WebSocket;
window.WebSocket = class extends Native {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", () => { window.__last = performance.now(); });
  }
};
for (const kind of ["keydown", "pointerdown", "change"]) {
  window.addEventListener(kind, () => { window.__pressed = performance.now(); window.__last = 0; }, true);
}
"""

# Resolves to the milliseconds from that press to the frame after the last message, known by 200 ms of silence.
SETTLED = """
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
def served(script: str, freeze: bool = True) -> Iterator[str]:
    """The address of an app that runs until the block ends."""
    with serving(
        script, {"PIXELWISE_DATA_DIR": tempfile.mkdtemp(), "PIXELWISE_FREEZE": str(int(freeze))}
    ) as address:
        yield address


@dataclass
class _App:
    """One running app in its own tab, and what was timed on it, in milliseconds."""

    page: Any
    clickable: Iterator[str]
    watched: str
    clicks: list[float] = field(default_factory=list)
    reruns: dict[str, list[float]] = field(default_factory=dict)

    def click(self) -> None:
        """One round of clicks; the first is not counted."""
        for turn in range(_TIMES + 1):
            duration = self.page.evaluate(_CLICK, [next(self.clickable), self.watched])
            self.clicks += [duration] if turn else []
            self.page.wait_for_timeout(120)

    def rerun(self, name: str) -> None:
        """One round of whole reruns of the page that is open; the first is not counted."""
        for turn in range(_TIMES + 1):
            self.page.keyboard.press("r")
            duration = self.page.evaluate(SETTLED)
            self.reruns.setdefault(name, []).extend([duration] if turn else [])
            self.page.wait_for_timeout(100)


def _bare(browser: Any, address: str) -> _App:
    page = tab(browser, address, ".stButton button")
    return _App(page, repeat(".stButton button"), ".stText")


def _lesson(browser: Any, address: str) -> _App:
    page = tab(browser, f"{address}/{_LESSON}", f"{_PREDICT} input")
    return _App(page, cycle(f"{_PREDICT} input[value='{number}']" for number in (0, 1)), _FRAGMENT)


def tab(browser: Any, address: str, ready: str) -> Any:
    """A tab that listens, opened on an address and ready when the selector is there."""
    page = browser.new_page()
    page.add_init_script(_LISTEN)
    page.goto(address)
    page.wait_for_selector(ready)
    return page


def _timed(browser: Any) -> dict[str, _App]:
    """Every app after its rounds, by name."""
    scripts = {
        "stock": ("one_widget.py", False),
        "floor": ("warmed.py", True),
        "unfrozen floor": ("warmed.py", False),
        "lesson": ("", True),
        "unfrozen lesson": ("", False),
    }
    slugs = [lesson.slug for lesson in COURSE]
    with ExitStack() as running:
        apps = {}
        for name, (script, freeze) in scripts.items():
            address = running.enter_context(served(str(APPS / script) if script else "app/server.py", freeze))
            apps[name] = (_bare if script else _lesson)(browser, address)
        time.sleep(12)  # until torch is loaded everywhere and the freeze is done
        for _ in range(_ROUNDS):
            for app in apps.values():
                app.page.bring_to_front()
                app.click()
            for name in ("stock", "unfrozen floor", "floor"):
                apps[name].page.bring_to_front()
                apps[name].rerun("bare")
        whole = apps["lesson"]
        tabs = {slug: running.enter_context(_lesson_tab(browser, whole, slug)) for slug in slugs}
        for _ in range(_ROUNDS):
            for slug, tab in tabs.items():
                apps["floor"].page.bring_to_front()
                apps["floor"].rerun(slug)
                tab.page.bring_to_front()
                tab.rerun(slug)
                whole.reruns[slug] = tab.reruns[slug]
        for slug, tab in tabs.items():
            tab.page.bring_to_front()
            tab.page.keyboard.press("Control+f")  # for the browser's search all of the page comes
            tab.page.locator("[data-in-view]").first.wait_for(state="detached", timeout=120_000)
            tab.rerun(_all_of(slug))
            whole.reruns[_all_of(slug)] = tab.reruns[_all_of(slug)]
    return apps


def _all_of(slug: str) -> str:
    return f"{slug}, read to its end"


@contextmanager
def _lesson_tab(browser: Any, lesson: _App, slug: str) -> Iterator[_App]:
    page = tab(browser, lesson.page.url.rsplit("/", 1)[0] + f"/{slug}", ".pw-footer")
    page.wait_for_timeout(3_000)
    yield _App(page, repeat(""), "")
    page.close()


def rows() -> list[Row]:
    """Medians over the clicks; each bar is a ratio within this run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        apps = _timed(browser)
        browser.close()
    clicks = {name: median(app.clicks) for name, app in apps.items()}
    bare = {name: median(apps[name].reruns["bare"]) for name in ("stock", "floor", "unfrozen floor")}
    rows = [
        Row("bare app without torch, Streamlit as it comes, click", clicks["stock"], "ms"),
        Row("bare app without torch, Streamlit as it comes, rerun", bare["stock"], "ms"),
        Row("bare app, our settings, click", clicks["floor"], "ms"),
        Row("bare app, our settings, rerun", bare["floor"], "ms"),
        Row("stock bare app (torch loaded, no freeze), click", clicks["unfrozen floor"], "ms"),
        Row("stock bare app (torch loaded, no freeze), rerun", bare["unfrozen floor"], "ms"),
        Row("lesson, widget in a fragment, click", clicks["lesson"], "ms"),
    ]
    rows += _ratios(
        "widget in a fragment",
        clicks["lesson"],
        clicks["floor"],
        clicks["unfrozen floor"],
        clicks["stock"],
        bar=1.8,
    )
    for slug in (lesson.slug for lesson in COURSE):
        whole, beside = (median(apps[name].reruns[slug]) for name in ("lesson", "floor"))
        rows.append(Row(f"whole page {slug}, rerun", whole, "ms"))
        rows += _ratios(f"whole page {slug}", whole, beside, bare["unfrozen floor"], bare["stock"], bar=2.2)
        rows.append(
            Row(f"whole page {_all_of(slug)}, rerun", median(apps["lesson"].reruns[_all_of(slug)]), "ms")
        )
    effect = clicks["unfrozen lesson"] / clicks["lesson"]
    return [*rows, Row("effect of the freeze: without / with, widget", effect, "×", "same run")]


def _ratios(name: str, duration: float, floor: float, unfrozen: float, stock: float, bar: float) -> list[Row]:
    return [
        Row(f"{name} / bare app, our settings", duration / floor, "×", "same run", bar=bar),
        Row(f"{name} / stock bare app", duration / unfrozen, "×", "same run", bar=1.0),
        Row(f"{name} / bare app without torch", duration / stock, "×", "same run"),
    ]
