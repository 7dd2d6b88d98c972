"""The prompting page, used: pointed at with the mouse and by keys, in a burst; a mask saved; an object labelled."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from app.ui.prompting_networks import ready
from lessons.prompting.export import from_run_lengths

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not ready(), reason="the weights of sam are not in assets/weights"),
]


class Canvas:
    """A prompt canvas on the page."""

    def __init__(self, page: Any, key: str) -> None:
        self.page, self.root = page, page.locator(f"[class*='st-key-prompt_canvas_widget-{key}']")
        self.frame = self.root.get_by_test_id("pw-prompt-frame")
        self.answered(0)
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        self.frame.scroll_into_view_if_needed()

    def at(self, row: int, column: int) -> tuple[float, float]:
        box = self.frame.bounding_box()
        return box["x"] + box["width"] * (column + 0.5) / 128, box["y"] + box["height"] * (row + 0.5) / 128

    def click(self, row: int, column: int) -> None:
        self.page.mouse.click(*self.at(row, column))

    def answered(self, changes: int) -> None:
        """Wait until the masks are those for so many changes."""
        expect(self.root.get_by_test_id("pw-prompt")).to_have_attribute("data-answered", str(changes))

    @property
    def pixels(self) -> int:
        """How many pixels the mask over the picture has, as the canvas says."""
        status = self.root.get_by_test_id("pw-prompt-status")
        expect(status).to_contain_text("The mask has")
        found = re.search(r"The mask has ([\d,]+) pixels", status.inner_text())
        assert found
        return int(found[1].replace(",", ""))

    def mask(self) -> np.ndarray:
        """The mask as it is drawn over the picture, bool (128, 128)."""
        values = self.frame.locator(".pw-prompt-tint").evaluate(
            "canvas => [...canvas.getContext('2d').getImageData(0, 0, 128, 128).data].filter((_, at) => at % 4 === 3)"
        )
        return np.array(values).reshape(128, 128) > 0


@pytest.fixture
def prompting(page: Any, app_url: str) -> Any:
    page.goto(f"{app_url}/prompting")
    expect(page.locator(".pw-footer")).to_be_visible(timeout=90_000)
    return page


def test_the_mask_follows_the_mouse_and_the_keys(prompting: Any) -> None:
    canvas = Canvas(prompting, "prompting")
    told = prompting.get_by_text("The network looked at the picture once")
    first, start = canvas.mask(), told.inner_text()
    canvas.click(100, 64)
    canvas.answered(1)
    expect(told).not_to_have_text(start)
    second = canvas.mask()
    assert (second != first).any() and second.sum() == canvas.pixels
    prompting.keyboard.down("Shift")
    canvas.click(100, 64)
    prompting.keyboard.up("Shift")
    canvas.answered(2)
    assert (canvas.mask() != second).any()
    prompting.mouse.move(*canvas.at(20, 60))
    prompting.mouse.down()
    prompting.mouse.move(*canvas.at(80, 120), steps=4)
    prompting.mouse.up()
    canvas.answered(3)
    for _ in range(3):
        prompting.get_by_test_id("pw-prompt-undo").first.click()
    canvas.answered(6)
    assert (canvas.mask() == first).all()
    # The same by keys alone.
    canvas.root.get_by_test_id("pw-prompt-clear").click()
    canvas.answered(7)
    canvas.frame.focus()
    for key in ("Home", "Shift+ArrowRight", "Enter", "Shift+ArrowDown", "Shift+Enter"):
        prompting.keyboard.press(key)
    for key in ("b", "Shift+ArrowDown", "Shift+ArrowRight", "b"):
        prompting.keyboard.press(key)
    canvas.answered(10)
    expect(canvas.root.get_by_test_id("pw-prompt-status")).to_contain_text(
        "1 × part of it, 1 × not part of it, a box."
    )


def saved(page: Any, label: str) -> bytes:
    with page.expect_download() as caught:
        page.get_by_role("button", name=label).click()
    return Path(caught.value.path()).read_bytes()


def test_twenty_clicks_in_a_second_are_answered_and_the_mask_is_saved(prompting: Any) -> None:
    canvas = Canvas(prompting, "prompting")
    for number in range(20):
        canvas.click(40 + number, 30 + 3 * number)
    canvas.answered(20)
    assert canvas.root.get_by_test_id("pw-prompt-marks").locator("circle").count() == 21
    other = canvas.root.get_by_test_id("pw-prompt-choice").and_(prompting.locator("[aria-pressed='false']"))
    other.first.click()
    canvas.answered(21)
    mask = canvas.mask()
    assert (np.asarray(Image.open(BytesIO(saved(prompting, "Mask (PNG)")))) == mask).all()
    kept = json.loads(saved(prompting, "Run lengths (COCO, JSON)"))
    assert (from_run_lengths(kept["segmentation"]["counts"], 128, 128) == mask).all()
    expect(prompting.get_by_test_id("stAlert")).to_have_count(0)


def test_an_object_is_labelled_by_hand_and_by_prompts(prompting: Any) -> None:
    prompting.get_by_role("button", name="Begin").click()
    painter = prompting.get_by_test_id("pw-canvas-prediction")
    painter.scroll_into_view_if_needed()
    colours = (
        "canvas => new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size"
    )
    assert painter.evaluate(colours) > 30  # the picture lies under the empty mask
    box = painter.bounding_box()
    for height in (0.4, 0.5, 0.6):
        prompting.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + height * box["height"])
        prompting.mouse.down()
        prompting.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + height * box["height"], steps=8)
        prompting.mouse.up()
    prompting.get_by_role("button", name="Done").click()
    expect(prompting.get_by_role("cell", name=re.compile(r"^[\d.]+ s$"))).to_have_count(1)
    prompting.locator(".st-key-prompting-way").get_by_role("radio", name="By prompts").click()
    prompting.get_by_role("button", name="Begin").click()
    canvas = Canvas(prompting, "prompting-lab")
    canvas.click(70, 40)
    canvas.answered(1)
    prompting.get_by_role("button", name="Done").click()
    expect(prompting.get_by_role("cell", name=re.compile(r"^[\d.]+ s$"))).to_have_count(2)
    expect(prompting.get_by_text("agree with one another with a mean Dice of")).to_be_visible()
