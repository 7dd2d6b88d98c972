"""The prompting page, used: pointed at with the mouse and by keys, in a burst; a mask saved; an object labelled."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from sklearn.metrics import f1_score

from app.ui.figures.label_jobs import WINDOW
from app.views.prompting.networks import ready
from lessons.prompting.export import from_run_lengths
from tests.browser.opening import open_whole

_ROOMS = count(7)

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
        count = re.search(r"The mask has ([\d,]+) pixels", status.inner_text())
        assert count
        return int(count[1].replace(",", ""))

    def mask(self) -> np.ndarray:
        """The mask as it is drawn over the picture, bool (128, 128)."""
        values = self.frame.locator(".pw-prompt-tint").evaluate(
            "canvas => [...canvas.getContext('2d').getImageData(0, 0, 128, 128).data].filter((_, at) => at % 4 === 3)"
        )
        return np.array(values).reshape(128, 128) > 0


# What is said of the candidates, in one text.
SAID = (
    "root => [...root.querySelectorAll('[data-testid=pw-prompt-choice]')].map(each => each.innerText).join()"
)
# Notes it once, as soon as a new answer is shown.
NOTED = f"""
root => {{
  const shown = root.querySelector("[data-testid=pw-prompt]");
  const observer = new MutationObserver(() => {{ window.__noted = ({SAID})(root); observer.disconnect(); }});
  observer.observe(shown, {{attributes: true, attributeFilter: ["data-shown"]}});
}}
"""


@pytest.fixture
def prompting(page: Any, app_url: str) -> Any:
    open_whole(page, f"{app_url}/prompting")
    return page


def test_the_mask_follows_the_mouse_and_the_keys(prompting: Any) -> None:
    canvas = Canvas(prompting, "prompting")
    sentence = prompting.get_by_text("The network looked at the picture once")
    first = canvas.mask()
    expect(sentence).to_be_visible()
    fetched: list[int] = []
    prompting.on(
        "response", lambda answer: fetched.append(answer.status) if "/ahead/" in answer.url else None
    )
    canvas.root.evaluate(NOTED)
    canvas.click(100, 64)
    canvas.answered(1)
    assert fetched == [200]
    # What came ahead of the rerun said of each candidate what the rerun then said again.
    assert prompting.evaluate("window.__noted") == canvas.root.evaluate(SAID)
    second = canvas.mask()
    # The first click takes the place of the page's example.
    expect(canvas.root.get_by_test_id("pw-prompt-marks").locator("circle")).to_have_count(1)
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
    # The same by keys alone. Where nothing is pointed at, there is no mask to save.
    files = [
        prompting.get_by_role("button", name=name) for name in ("Mask (PNG)", "Run lengths (COCO, JSON)")
    ]
    canvas.root.get_by_test_id("pw-prompt-clear").click()
    canvas.answered(7)
    for file in files:
        expect(file).to_be_disabled()
    canvas.frame.focus()
    for key in ("Home", "Shift+ArrowRight", "Enter", "Shift+ArrowDown", "Shift+Enter"):
        prompting.keyboard.press(key)
    for key in ("b", "Shift+ArrowDown", "Shift+ArrowRight", "b"):
        prompting.keyboard.press(key)
    canvas.answered(10)
    expect(canvas.root.get_by_test_id("pw-prompt-status")).to_contain_text(
        "1 click on part of it, 1 click on what is not part of it, a box."
    )
    for file in files:
        expect(file).to_be_enabled()
    # Without the answer ahead of the rerun, the rerun brings it.
    before = canvas.mask()
    prompting.route("**/ahead/*", lambda route: route.abort())
    canvas.click(64, 100)
    canvas.answered(11)
    assert (canvas.mask() != before).any()


def saved(page: Any, label: str) -> bytes:
    with page.expect_download() as caught:
        page.get_by_role("button", name=label).click()
    return Path(caught.value.path()).read_bytes()


def test_twenty_clicks_in_a_second_are_answered_and_the_mask_is_saved(prompting: Any) -> None:
    canvas = Canvas(prompting, "prompting")
    for number in range(20):
        canvas.click(40 + number, 30 + 3 * number)
    canvas.answered(20)
    assert canvas.root.get_by_test_id("pw-prompt-marks").locator("circle").count() == 20
    other = canvas.root.get_by_test_id("pw-prompt-choice").and_(prompting.locator("[aria-pressed='false']"))
    other.first.click()
    canvas.answered(21)
    mask = canvas.mask()
    assert (np.asarray(Image.open(BytesIO(saved(prompting, "Mask (PNG)")))) == mask).all()
    run_lengths = json.loads(saved(prompting, "Run lengths (COCO, JSON)"))
    assert (from_run_lengths(run_lengths["segmentation"]["counts"], 128, 128) == mask).all()
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


def paint_rows(page: Any, rows: range, first: int, last: int) -> np.ndarray:
    """Begin by hand, drag over these cells, and press Done; the label, bool (32, 32)."""
    page.get_by_role("button", name="Begin").click()
    painter = page.get_by_test_id("pw-canvas-prediction")
    painter.scroll_into_view_if_needed()
    box = painter.bounding_box()
    left, right = (box["x"] + box["width"] * (column + 0.5) / WINDOW for column in (first, last))
    for row in rows:
        y = box["y"] + box["height"] * (row + 0.5) / WINDOW
        page.mouse.move(left, y)
        page.mouse.down()
        page.mouse.move(right, y, steps=3)
        page.mouse.up()
    page.get_by_role("button", name="Done").click()
    label = np.zeros((WINDOW, WINDOW), bool)
    label[rows.start : rows.stop, first : last + 1] = True
    return label


@pytest.fixture
def room() -> str:
    """A room that nobody was in: what an earlier try of a test has shared stays on the server."""
    return f"tulip{next(_ROOMS)}"


@pytest.fixture
def classmate(new_tab: Callable[..., Any], app_url: str, room: str) -> Callable[[], Any]:
    """`classmate()`: the page in a browser of its own, in the room, at the first object."""

    def arrive() -> Any:
        page = new_tab()
        open_whole(page, f"{app_url}/prompting?room={room}&object=1")
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        return page

    return arrive


def test_two_browsers_in_a_room_see_the_dice_between_their_labels(
    classmate: Callable[[], Any], room: str
) -> None:
    ann, ben = classmate(), classmate()
    labels = []
    for page, first in ((ann, 9), (ben, 11)):
        expect(page.get_by_label("Room", exact=True)).to_have_value(room)
        labels.append(paint_rows(page, range(12, 17), first, 20))
        page.get_by_role("button", name="Share my label by hand").click()
        expect(page.get_by_text(f"Shared in the room {room}.")).to_be_visible()
    expect(ann.get_by_text("annotators have shared")).to_have_count(0)
    ann.get_by_role("button", name="Refresh the room").click()
    dice = f"{f1_score(*(label.ravel() for label in labels)):.3f}"
    for page, own, other in ((ann, 1, 2), (ben, 2, 1)):
        sentence = page.locator("p", has_text="annotators have shared")
        expect(sentence).to_contain_text("2 annotators have shared 2 labels of this object")
        expect(sentence).to_contain_text(f"agree with one another with a mean Dice of {dice}; the two")
        for name in (f"Annotator {own} (you), by hand", f"Annotator {other}, by hand"):
            row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))
            expect(row.get_by_role("cell").last).to_have_text(dice)
