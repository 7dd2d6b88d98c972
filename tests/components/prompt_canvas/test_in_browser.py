"""The prompt canvas in real Chromium: clicks, boxes, keys, bursts, and what travels."""

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from lessons.prompting.prompts import MOST_CLICKS
from tests.components.demo import Demo, Opener, every_look
from tests.fingers import PHONE, swipe

pytestmark = pytest.mark.browser


class Canvas(Demo):
    """A tab on the page with the prompt canvas."""

    path = "canvas"
    ready = "pw-prompt-frame"

    def find(self, testid: str) -> Any:
        return self.page.get_by_test_id(f"pw-prompt-{testid}" if testid else "pw-prompt")

    def at(self, row: float, column: float) -> tuple[float, float]:
        """Where the middle of a pixel of the picture is in the window; it may lie outside the picture."""
        box = self.find("frame").bounding_box()
        return box["x"] + box["width"] * (column + 0.5) / 128, box["y"] + box["height"] * (row + 0.5) / 96

    def click(self, row: int, column: int, *modifiers: str) -> None:
        for key in modifiers:
            self.page.keyboard.down(key)
        self.page.mouse.click(*self.at(row, column))
        for key in modifiers:
            self.page.keyboard.up(key)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.page.mouse.move(*self.at(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.at(*end), steps=5)
        self.page.mouse.up()

    def says(self, text: Any) -> None:
        expect(self.find("status")).to_contain_text(text)

    def tinted(self) -> int:
        """How many pixels of the picture the mask on it covers."""
        return self.page.locator(".pw-prompt-frame .pw-prompt-tint").evaluate(
            "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]"
            ".filter((value, at) => at % 4 === 3 && value).length"
        )


@pytest.fixture
def opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Canvas)


def test_the_first_click_takes_the_place_of_the_example(opened):
    canvas = opened()
    canvas.says("An example, until you point: 1 click on part of it.")
    canvas.click(50, 60)
    canvas.python_says("last: 50 60")
    canvas.python_says("clicks: +")
    canvas.says("Pointed at: 1 click on part of it.")
    expect(canvas.find("marks").locator("circle")).to_have_count(1)
    canvas.find("undo").click()
    canvas.python_says("last: 30 40")
    canvas.drag((10, 100), (30, 120))
    canvas.python_says("clicks: none")
    canvas.python_says("box: 10 100 31 121")
    canvas.find("undo").click()
    canvas.python_says("last: 30 40")
    # What is said not to be part of it corrects the example, which is then the learner's own.
    canvas.click(20, 20, "Shift")
    canvas.python_says("clicks: +-")
    canvas.click(50, 60)
    canvas.python_says("clicks: +-+")
    assert canvas.errors == []


def test_clicks_boxes_and_taking_back(opened):
    canvas = opened()
    assert canvas.tinted() == 20 * 20
    canvas.click(50, 60)
    canvas.python_says("last: 50 60")
    canvas.click(51, 60)
    canvas.python_says("clicks: ++")
    canvas.click(20, 20, "Shift")
    canvas.python_says("clicks: ++-")
    canvas.find("tool-not").check(force=True)
    canvas.click(21, 21)
    canvas.python_says("clicks: ++--")
    canvas.drag((10, 100), (30, 120))
    canvas.python_says("box: 10 100 31 121")
    canvas.says("2 clicks on part of it, 2 clicks on what is not part of it, a box.")
    # A drag that leaves the picture ends at its edge, and the new box takes the old one's place.
    canvas.drag((80, 100), (120, 150))
    canvas.python_says("box: 80 100 96 128")
    canvas.find("undo").click()
    canvas.python_says("box: 10 100 31 121")
    canvas.find("clear").click()
    canvas.python_says("clicks: none")
    canvas.says("Nothing is pointed at yet")
    assert canvas.tinted() == 0 and canvas.find("choice").count() == 0
    canvas.find("undo").click()
    canvas.python_says("clicks: ++--")
    canvas.python_says("box: 10 100 31 121")
    assert canvas.errors == []


def test_what_is_no_prompt_gets_one_sentence_and_changes_nothing(opened):
    canvas = opened()
    runs = canvas.runs
    x, y = canvas.at(-1, 20)
    canvas.page.mouse.click(x, y - 4)
    canvas.says("That is outside the picture")
    canvas.drag((40, 20), (40, 60))
    canvas.says("This box is empty")
    canvas.find("tool-box").check(force=True)
    canvas.click(50, 50)
    canvas.says("A box has two corners")
    assert canvas.runs == runs
    expect(canvas.find("marks").locator("circle")).to_have_count(1)


def test_the_keyboard_does_all_of_it(opened):
    canvas = opened()
    canvas.find("frame").focus()
    canvas.press("ArrowDown", "Shift+ArrowRight")
    canvas.says("Row 32, column 49")
    canvas.press("Enter")
    canvas.python_says("last: 31 48")
    canvas.press("Home", "Shift+Enter")
    canvas.python_says("clicks: +-")
    canvas.python_says("last: 31 0")
    canvas.press("b", "Shift+ArrowDown", "Shift+ArrowRight", "b")
    canvas.python_says("box: 31 0 40 9")
    canvas.press("b", "ArrowDown", "Escape")
    canvas.says("The box is dropped.")
    canvas.press("b", "ArrowDown", "Enter")
    canvas.says("This box is empty")
    canvas.press("Backspace")
    canvas.python_says("box: none")
    canvas.press("Backspace", "Control+z")
    canvas.python_says("clicks: +-")
    canvas.find("tool-box").focus()
    canvas.press("Tab")
    expect(canvas.find("undo")).to_be_focused()
    assert canvas.errors == []


def test_a_candidate_is_chosen_here_and_told(opened):
    canvas = opened()
    choices = canvas.find("choice")
    expect(choices.nth(1)).to_have_attribute("aria-pressed", "true")
    choices.nth(2).click()
    canvas.python_says("chosen: 2")
    assert canvas.tinted() == 40 * 40
    expect(choices.nth(2)).to_have_attribute("aria-pressed", "true")
    canvas.click(50, 60)
    canvas.python_says("chosen: None")
    assert canvas.tinted() == 20 * 20
    lit = canvas.find("attention").evaluate(
        "canvas => { const {data, width} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
        " let [best, at] = [-1, 0]; for (let i = 0; i < data.length; i += 4) {"
        " const sum = data[i] + data[i + 1]; if (sum > best) [best, at] = [sum, i / 4]; }"
        " return [Math.floor(at / width), at % width]; }"
    )
    assert 12 <= lit[0] < 16 and 20 <= lit[1] < 24


def test_twenty_clicks_in_a_second_are_one_burst(opened):
    canvas = opened()
    canvas.page.get_by_text("Slow", exact=True).click()
    runs = canvas.runs
    for number in range(20):
        canvas.click(20 + number, 30 + number)
        canvas.page.wait_for_timeout(10)
    canvas.python_says("clicks: " + "+" * 20)
    canvas.python_says("last: 39 49")
    expect(canvas.find("")).to_have_attribute("data-answered", re.compile(r"\d+"))
    assert canvas.runs - runs < 15
    assert canvas.tinted() == 20 * 20
    for _ in range(MOST_CLICKS - 19):
        canvas.click(50, 50)
    canvas.says(f"There are {MOST_CLICKS} clicks")
    assert canvas.errors == []


def test_the_picture_travels_once_and_comes_back_without_it(opened):
    canvas = opened()
    sent: list[int] = []
    page = canvas.page
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: sent.append(len(data))))
    canvas.open()
    assert max(sent) > 96 * 128 * 3
    canvas.click(5, 5)
    canvas.python_says("last: 5 5")
    sent.clear()
    for row in (10, 20, 30):
        canvas.click(row, 7)
        canvas.python_says(f"last: {row} 7")
    assert sent and max(sent) < 20_000
    page.get_by_text("2", exact=True).click()
    canvas.python_says("last: 30 40")
    canvas.click(60, 60)
    canvas.python_says("last: 60 60")
    sent.clear()
    # Another page and back: this tab still holds the picture, so it is painted and not sent.
    page.get_by_role("link", name="Start").click()
    expect(canvas.find("frame")).to_have_count(0)
    page.get_by_role("link", name="Canvas").click()
    canvas.python_says("last: 30 40")
    expect(canvas.find("")).to_have_attribute("data-pictures", "1")
    assert canvas.errors == []


def test_python_can_push(opened):
    canvas = opened()
    canvas.page.get_by_role("button", name="Push a box").click()
    canvas.python_says("box: 40 50 60 70")
    expect(canvas.find("marks").locator("circle")).to_have_count(1)
    canvas.click(1, 1, "Shift")
    canvas.python_says("clicks: +-")


def test_a_canvas_may_begin_with_nothing_pointed_at(opened):
    canvas = opened()
    canvas.page.get_by_text("Another canvas", exact=True).click()
    other = canvas.page.locator(".st-key-prompt_canvas_widget-other")
    expect(other.get_by_test_id("pw-prompt-status")).to_contain_text("Nothing is pointed at yet")
    expect(other.get_by_test_id("pw-prompt")).to_have_attribute("data-pictures", "1")
    other.get_by_test_id("pw-prompt-frame").click()
    expect(other.get_by_test_id("pw-prompt-choice")).to_have_count(3)
    assert canvas.errors == []


def test_a_finger_taps_and_draws_a_box_only_when_asked(opened):
    canvas = opened(**PHONE)
    canvas.page.touchscreen.tap(*canvas.at(12, 34))
    canvas.python_says("last: 12 34")
    canvas.find("tool-not").check(force=True)
    canvas.page.touchscreen.tap(*canvas.at(40, 60))
    canvas.python_says("clicks: +-")
    swipe(canvas.page, canvas.at(20, 30), canvas.at(22, 70))
    canvas.says("choose Box above the picture first")
    canvas.find("tool-box").check(force=True)
    swipe(canvas.page, canvas.at(20, 30), canvas.at(50, 80))
    canvas.python_says("box: 20 30 51 81")
    swipe(canvas.page, canvas.at(10, 10), canvas.at(60, 20), rest=400)
    canvas.python_says("box: 10 10 61 21")
    swipe(canvas.page, canvas.at(70, 60), canvas.at(30, 60))  # up: the page's, whether it can scroll or not
    canvas.page.touchscreen.tap(*canvas.at(70, 60))
    canvas.says("A box has two corners")
    canvas.python_says("box: 10 10 61 21")
    expect(canvas.page.get_by_text("A tap says what is chosen above the picture")).to_be_visible()
    expect(canvas.page.get_by_text("Click what you mean")).to_be_hidden()


@every_look
def test_is_accessible_and_fits(opened, scheme, width):
    canvas = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
    canvas.find("frame").focus()
    canvas.press("ArrowDown", "Enter")
    canvas.python_says("last: 31 40")
    assert canvas.serious() == []
    assert not canvas.scrolls_sideways()
    assert canvas.errors == []
