"""From the pointer on a pixel to its scores, from a click to its heat map, from a skip cut to the new masks.

The scores are drawn by the browser: from the pointer's move to the frame that shows them. The heat map is
fetched ahead of the rerun: from the press to the frame that shows it. For the rest, and for the bare one-widget
app beside, from the press to the frame after the last message about it. Every click asks a pixel that nobody
asked before, so the heat map costs a backward pass; every cut is one that nobody made. The two apps take turns.
"""

import time
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from lessons.models.weights import available
from tests.bench.pages import APPS, SETTLED, served, tab
from tests.bench.rows import Row
from tests.browsers import CHROMIUM, CHROMIUM_FLAGS

_ROUNDS, _TIMES = 5, 6
_EDITS = ("zero", "blur", "shuffle")
_FRAME = ".st-key-picture_probe_widget-unet-pixel [data-testid='pw-probe-frame']"


# Resolves to the milliseconds from the pointer's next such event until what is watched has changed, and a frame.
_PAINTED = """
([event, watched, what]) => { window.__painted = new Promise((resolve, reject) => {
  let began = 0;
  window.addEventListener(event, () => { began = performance.now(); }, {capture: true, once: true});
  const observer = new MutationObserver(() => {
    if (!began) return;
    observer.disconnect();
    resolve(performance.now() - began + 16);
  });
  observer.observe(document.querySelector(watched), what);
  setTimeout(() => reject("nothing changed within 20 s"), 20000);
}); }
"""
_TEXT = {"subtree": True, "characterData": True, "childList": True}
_CANVAS = {"attributes": True, "attributeFilter": ["data-paints"]}
_PROBE = ".st-key-picture_probe_widget-unet-pixel .pw-probe"


def rows() -> list[Row]:
    """Medians over the presses; the bar is a ratio within this run."""
    if "unet" not in available():
        return []
    followed: list[float] = []
    looked: list[float] = []
    sentence_times: list[float] = []
    cut: list[float] = []
    bare: list[float] = []
    with (
        sync_playwright() as playwright,
        served(str(APPS / "warmed.py")) as floor,
        served("app/server.py") as lesson,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        beside = tab(browser, floor, ".stButton button")
        page = tab(browser, f"{lesson}/unet", ".pw-footer")
        frame = page.locator(_FRAME).last
        frame.wait_for(timeout=60_000)
        time.sleep(12)  # until torch is loaded everywhere and the freeze is done
        for turn in range(_ROUNDS):
            page.bring_to_front()
            frame.scroll_into_view_if_needed()
            followed += [_follow(page, frame, turn * _TIMES + each) for each in range(_TIMES)][1:]
            both = [_ask(page, frame, turn * _TIMES + each) for each in range(_TIMES)][1:]
            looked += [painted for painted, _ in both]
            sentence_times += [settled for _, settled in both]
            cut += _cuts(page, turn)
            beside.bring_to_front()
            bare += [_rerun(beside) for _ in range(_TIMES)][1:]
        browser.close()
    return [
        Row("skip cut: choice → masks, errors and scores painted", median(cut), "ms"),
        Row("pixel pointed at → logits, softmax and argmax painted", median(followed), "ms"),
        Row("pixel selected → box and heat map painted", median(looked), "ms"),
        Row("pixel selected → sentence painted, rerun through", median(sentence_times), "ms"),
        Row("bare app, our settings, rerun", median(bare), "ms"),
        Row("scores / bare app, our settings", median(followed) / median(bare), "×", "same run", bar=2.0),
        Row("heat map / bare app, our settings", median(looked) / median(bare), "×", "same run", bar=2.0),
        Row("skip cut / bare app, our settings", median(cut) / median(bare), "×", "same run", bar=7.0),
        Row("sentence / bare app, our settings", median(sentence_times) / median(bare), "×", "same run"),
    ]


def _follow(page: Any, frame: Any, number: int) -> float:
    page.evaluate(_PAINTED, ["pointermove", f"{_PROBE}-scores", _TEXT])
    page.mouse.move(*_place(frame, 0.31 * number + 0.17))
    duration = page.evaluate("window.__painted")
    page.wait_for_timeout(100)
    return duration


def _ask(page: Any, frame: Any, number: int) -> tuple[float, float]:
    """Until the heat map is painted, and until the rerun that follows is through."""
    page.evaluate(_PAINTED, ["pointerdown", _PROBE, _CANVAS])
    page.mouse.click(*_place(frame, number))
    return page.evaluate("window.__painted"), _settled(page)


def _place(frame: Any, number: float) -> tuple[float, float]:
    """A point of the frame that no other number has."""
    box = frame.bounding_box()
    across, down = 0.05 + 0.9 * (number * 0.37 % 1), 0.05 + 0.9 * (number * 0.61 % 1)
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def _cuts(page: Any, turn: int) -> list[float]:
    """Edit the first skip in every way, while the two below it stay edited as in no other turn."""
    for level, edit in ((1, turn % len(_EDITS)), (2, turn // len(_EDITS))):
        page.get_by_test_id(f"pw-u-skip-skip {level}").select_option(_EDITS[edit])
        _settled(page)
    times = []
    for edit in _EDITS:
        page.get_by_test_id("pw-u-skip-skip 0").select_option(edit)
        times.append(_settled(page))
    return times


def _rerun(page: Any) -> float:
    page.keyboard.press("r")
    return _settled(page)


def _settled(page: Any) -> float:
    duration = page.evaluate(SETTLED)
    page.wait_for_timeout(100)
    return duration
