"""What is still from the run before fades when a run takes long, and costs nothing when it does not."""

from typing import Any

import pytest

from tests.browser.opening import settle
from tests.browsers import wait_until

pytestmark = pytest.mark.browser

# Notes how pale the palest element got in a run of the script, how many were from the run before, and what moved.
WATCH = """() => {
  window.__seen = {stale: 0, moving: 0, opacity: 1};
  const look = () => {
    const stale = [...document.querySelectorAll("[data-stale=true]")];
    __seen.stale = Math.max(__seen.stale, stale.length);
    for (const each of stale) {
      __seen.opacity = Math.min(__seen.opacity, Number(getComputedStyle(each).opacity));
      __seen.moving += each.getAnimations().length;
    }
  };
  new MutationObserver(look).observe(document.body, {subtree: true, attributes: true, attributeFilter: ["data-stale"]});
}"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_nothing_moves_or_fades_in_a_short_run(page: Any, app_url: str, motion: str) -> None:
    page.emulate_media(reduced_motion=motion)
    settle(page, f"{app_url}/metrics")
    page.evaluate(WATCH)
    page.keyboard.press("r")
    wait_until(page, "() => __seen.stale > 5 && !document.querySelector('[data-stale=true]')")
    seen = page.evaluate("__seen")
    assert seen["moving"] == 0 and seen["opacity"] == 1


def test_what_a_long_run_has_not_reached_fades(page: Any, app_url: str) -> None:
    settle(page, f"{app_url}/metrics")
    # As Streamlit marks what a run has not reached, and the app while it runs.
    opacity = page.evaluate("""async () => {
      const app = document.querySelector("[data-testid=stApp]");
      const part = document.querySelector(".stElementContainer");
      part.dataset.stale = "true";
      const pale = () => Number(getComputedStyle(part).opacity);
      app.dataset.testScriptState = "running";
      const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      const found = [pale()];
      await wait(1000);
      found.push(pale());
      app.dataset.testScriptState = "notRunning";
      await wait(50);
      return [...found, pale()];
    }""")
    assert opacity == [1, 0.4, 1]
