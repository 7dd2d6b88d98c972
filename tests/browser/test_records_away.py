"""The records go away while learners work, and come back: nothing is lost, and every page works meanwhile."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from lessons import COURSE
from tests.browser.opening import commit_to
from tests.browser.test_learner import open_panel, unaided, write
from tests.browsers import stand_still
from tests.servers import Server

pytestmark = pytest.mark.browser

BANNER = "Your work cannot be saved right now"
NOT_YET = "Not saved yet: the records cannot be reached."


class Lesson:
    """The real app with records of its own, which can be taken away."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "pixelwise.db"
        environment = {
            "PIXELWISE_DATA_DIR": str(folder),
            "PIXELWISE_DATABASE_URL": "",
            "PIXELWISE_WARM_UP": "0",
        }
        self.server = Server("app/server.py", environment, ready="/readyz")
        self.url = self.server.url

    def take_records_away(self) -> None:
        self._file.rename(self._file.with_suffix(".away"))

    def bring_records_back(self) -> None:
        self._file.with_suffix(".away").rename(self._file)

    def asked(self, path: str) -> tuple[int, Any]:
        """Status and JSON of an answer."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, json.load(refusal)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    lesson = Lesson(tmp_path_factory.mktemp("away"))
    try:
        lesson.server.start()
        yield lesson
    finally:
        lesson.server.stop()


@pytest.fixture
def away(lesson: Lesson) -> Iterator[Lesson]:
    """The lesson while its records are away; they are back once the test is over."""
    lesson.take_records_away()
    yield lesson
    if not lesson._file.exists():
        lesson.bring_records_back()


_EVERY = ["", *(each.slug for each in COURSE), "progress"]


@pytest.mark.parametrize("slugs", [["", "argmax", "progress"], pytest.param(_EVERY, marks=pytest.mark.long)])
def test_a_page_opens_with_one_banner(page: Any, away: Lesson, slugs: list[str]) -> None:
    for slug in slugs:
        page.goto(f"{away.url}/{slug}")
        expect(page.get_by_text(BANNER)).to_have_count(1)
        expect(page.locator(".pw-footer")).to_be_visible()
        expect(page.get_by_text("Something went wrong")).to_have_count(0)
    assert away.asked("/healthz") == (200, {"healthy": True})


def test_what_is_done_while_the_records_are_away_is_saved_once_they_are_back(
    page: Any, lesson: Lesson
) -> None:
    panel = unaided(page, lesson.url, "metrics", "pixel_accuracy")
    write(page, panel, "def mean_accuracy(prediction, truth):\n    return 0.5")
    expect(panel.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.get_by_text(BANNER)).to_have_count(0)

    lesson.take_records_away()
    write(page, panel, "def mean_accuracy(prediction, truth):\n    return 0.25")
    expect(panel.get_by_text(NOT_YET)).to_be_visible()
    expect(panel.get_by_text("Unsaved changes")).to_be_visible()
    expect(page.get_by_text(BANNER)).to_have_count(1)
    page.keyboard.press("Control+Enter")
    expect(panel.get_by_text("Not yet", exact=False).first).to_be_visible()
    number = open_panel(page, "iou_by_hand")
    number.get_by_label("Your answer").fill("0.125")
    expect(number.get_by_text(NOT_YET)).to_be_visible()
    number.get_by_role("button", name="Check").click()
    number.get_by_role("button", name="Show hint 1").click()
    expect(number.get_by_text("Hint 1 of")).to_be_visible()
    question = page.locator(".st-key-predict-metrics-trap")
    stand_still(question)
    commit_to(question, 1)
    expect(page.get_by_text(BANNER)).to_have_count(1)
    expect(page.get_by_text("Something went wrong")).to_have_count(0)

    lesson.bring_records_back()
    expect(page.get_by_text(BANNER)).to_have_count(0)
    expect(page.get_by_text(NOT_YET)).to_have_count(0)
    expect(panel.get_by_text("Saved", exact=True)).to_be_visible()
    expect(panel.get_by_text("Saved.", exact=True)).to_be_visible()
    assert lesson.asked("/readyz") == (200, {"read": True, "write": True})

    page.reload()
    panel = open_panel(page, "pixel_accuracy")
    panel.get_by_role("radio", name="Write it all yourself").click()
    expect(panel.locator(".cm-content")).to_contain_text("return 0.25")
    number = open_panel(page, "iou_by_hand")
    expect(number.get_by_label("Your answer")).to_have_value("0.125")
    expect(number.get_by_text("Hint 1 of")).to_be_visible()
    expect(page.locator(".st-key-predict-metrics-trap").get_by_text("(yours)")).to_be_attached()
    page.get_by_role("link", name=re.compile("^Your progress")).first.click()
    expect(page.get_by_text("tried").first).to_be_visible()
