"""The learners of the load bench: they find what a page offers, and nothing fails."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from app.http.identity import COOKIE
from tests.bench.load.browser import Browser
from tests.bench.load.crowd import Crowd, Turnout, come
from tests.bench.load.learner import QUIET, SECTION, SHARES, Action, Learner


def gathered(url: str, crowd: Crowd) -> Turnout:
    """What `come` tells; in a thread of its own, as Playwright's loop keeps running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(come, url, crowd).result()


def test_a_small_crowd_does_all_there_is_to_do_and_nothing_fails(app_url: str) -> None:
    outcome = gathered(app_url, Crowd(learners=4, seconds=4, pause=0.25, arrival=0.2, stay=12, patience=180))
    assert outcome.errors == []
    assert len(outcome.arrivals) == 4
    kinds = {each.kind for each in outcome.actions}
    assert {"line", "prediction", "check", "page"} <= kinds <= {*SHARES, SECTION, QUIET}
    assert len(outcome.actions) > 30


def test_a_network_is_asked_sooner_or_later(app_url: str) -> None:
    outcome = gathered(app_url, Crowd(learners=2, seconds=6, pause=0.15, arrival=0, patience=180, seed=3))
    assert outcome.errors == []
    assert "network" in {each.kind for each in outcome.actions}


def test_to_open_a_line_or_an_exercise_moves_nothing_that_stands_below(app_url: str) -> None:
    """Streamlit ignores a click on a fragment that has moved meanwhile, so it would be lost."""

    async def fragments_after(*pressed: str) -> list[dict[str, str]]:
        async with httpx2.AsyncClient() as http, Browser(app_url, http, 180) as browser:
            await browser.open("upsampling")
            found = []
            for name in ("", *pressed):
                if name:
                    await browser.press(browser.find("button", name)[0])
                lines = browser.find("button", "open-") + browser.find("radio", "choice-of-")
                found.append({each.name: each.fragment for each in lines if each.name != name})
            return found

    pressed = ("open-code-stamps-output_size", "open-exercise-transposed_output_size")
    with ThreadPoolExecutor(1) as thread:
        before, after_the_code, after_the_exercise = thread.submit(
            lambda: asyncio.run(fragments_after(*pressed))
        ).result()
    assert {"open-deeper-views", "open-exercise-which_upsampler"} <= before.keys()
    assert before.items() >= after_the_code.items() and len(after_the_code) > 5
    assert before.items() >= after_the_exercise.items()


def test_each_learner_of_a_crowd_is_somebody_else(app_url: str) -> None:
    cookies: list[str] = []

    class Noted(Learner):
        async def arrive(self) -> Action:
            nonlocal cookies
            cookies += [each for each in self._browser.cookies.split("; ") if each.startswith(f"{COOKIE}=")]
            return await super().arrive()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(come, app_url, Crowd(3, seconds=0.1, arrival=6, patience=180), person=Noted).result()
    assert len(cookies) == len(set(cookies)) == 3


@pytest.mark.parametrize("url", ["http://192.0.2.1:8501", "https://127.0.0.1:1", "http://localhost:8501"])
def test_a_crowd_comes_to_no_other_machine(url: str) -> None:
    with pytest.raises(ValueError, match="only to an app on this machine"):
        come(url, Crowd(learners=1, seconds=1))
