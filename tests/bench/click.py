"""From the click on a picture to the mask painted over it, beside a bare one-widget app.

The clock runs in the browser, from the press to the second frame after the answer's masks are drawn, which come
ahead of the rerun. Every click points where nobody pointed before, and corrects the mask before it. The two apps
take turns.
"""

import time
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from lessons.models import PROMPT_MODELS
from lessons.models.weights import available
from tests.bench.pages import APPS, SETTLED, served, tab
from tests.bench.rows import Row
from tests.browsers import CHROMIUM, CHROMIUM_FLAGS, wait_until

_ROUNDS, _TIMES = 5, 6
_CANVAS = ".st-key-prompt_canvas_widget-prompting"

# Notes when the second frame after each answer has been shown, and to which change it was the answer.
_WATCH = """
(canvas) => {
  const root = canvas.querySelector("[data-testid='pw-prompt']");
  new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    window.__masked = {answer: Number(root.dataset.shown), at: performance.now()};
  }))).observe(root, {attributes: true, attributeFilter: ["data-shown"]});
}
"""
_MASKED = """
(answer) => new Promise((resolve, reject) => {
  const wait = () => {
    if (window.__masked?.answer >= answer) resolve(window.__masked.at - window.__pressed);
    else if (performance.now() - window.__pressed > 20000) reject("no mask within 20 s");
    else setTimeout(wait, 5);
  };
  wait();
})
"""


def rows() -> list[Row]:
    """Medians over the clicks; the bar is a ratio within this run.

    What the network alone takes is in `tests.bench.prompting`.
    """
    if "sam" not in available(models=PROMPT_MODELS):
        return []
    clicked: list[float] = []
    bare: list[float] = []
    with (
        sync_playwright() as playwright,
        served(str(APPS / "warmed.py")) as floor,
        served("app/server.py") as lesson,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        beside = tab(browser, floor, ".stButton button")
        page = tab(browser, f"{lesson}/prompting", ".pw-footer")
        canvas = page.locator(_CANVAS)
        canvas.get_by_test_id("pw-prompt-frame").wait_for(timeout=60_000)
        time.sleep(12)  # until torch is loaded everywhere and the freeze is done
        canvas.evaluate(_WATCH)
        for turn in range(_ROUNDS):
            page.bring_to_front()
            clicked += _clicks(page, canvas, turn)[1:]
            beside.bring_to_front()
            bare += [_rerun(beside) for _ in range(_TIMES)][1:]
        browser.close()
    return [
        Row("prompt: click → mask painted", median(clicked), "ms"),
        Row("bare app, our settings, rerun", median(bare), "ms"),
        Row("prompt / bare app, our settings", median(clicked) / median(bare), "×", "same run", bar=5.0),
    ]


def _clicks(page: Any, canvas: Any, turn: int) -> list[float]:
    """The milliseconds of each click of a round, after which the picture is cleared."""
    frame = canvas.get_by_test_id("pw-prompt-frame")
    frame.scroll_into_view_if_needed()
    box, root = frame.bounding_box(), canvas.get_by_test_id("pw-prompt")
    times = []
    for number in range(turn * _TIMES, (turn + 1) * _TIMES):
        answered = int(root.get_attribute("data-answered"))
        across, down = 0.05 + 0.9 * (number * 0.37 % 1), 0.05 + 0.9 * (number * 0.61 % 1)
        page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
        times.append(page.evaluate(_MASKED, answered + 1))
        wait_until(
            page,
            "([root, answer]) => Number(root.dataset.answered) >= answer",
            [root.element_handle(), answered + 1],
        )
        page.wait_for_timeout(100)
    canvas.get_by_test_id("pw-prompt-clear").click()
    page.evaluate(_MASKED, int(root.get_attribute("data-answered")) + 1)
    return times


def _rerun(page: Any) -> float:
    page.keyboard.press("r")
    duration = page.evaluate(SETTLED)
    page.wait_for_timeout(100)
    return duration
