"""The painter and the score grid in real Chromium: painted by mouse and by finger, and scrolled past by one."""

import json
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.components.demo import Demo, Opener, every_look
from tests.fingers import PHONE, Point, scrolled, swipe, swipes_past

pytestmark = pytest.mark.browser


class Painter(Demo):
    """A tab on the page with a painter, a truth beside it to look at, and a score grid."""

    path = "painter"
    ready = "pw-canvas-prediction"

    def at(self, row: int, column: int, grid: str = "pw-canvas-prediction") -> Point:
        """Where the middle of a cell of a grid is in the window."""
        box = self.find(grid).bounding_box()
        return box["x"] + box["width"] * (column + 0.5) / 8, box["y"] + box["height"] * (row + 0.5) / 8

    def holds(self, *cells: tuple[int, int]) -> None:
        """Wait until just these cells are painted, as Python has heard."""
        self.python_says(f"painted: {json.dumps([f'{row} {column}' for row, column in cells])}")

    def says(self, text: str) -> None:
        expect(self.find("pw-status")).to_have_text(text)


@pytest.fixture
def opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Painter)


@pytest.fixture
def phone(opened: Opener) -> Any:
    return opened(**PHONE)


def test_the_readout_after_a_click_is_of_the_painted_cell(opened):
    painter = opened()
    painter.says("Point at a cell, or move with the arrow keys.")
    painter.page.mouse.move(*painter.at(1, 2))
    painter.says("row 2, column 3: background")
    painter.page.mouse.click(*painter.at(1, 2))
    painter.says("row 2, column 3: road, truth background")
    painter.holds((1, 2))
    painter.press("Control+z")
    painter.says("row 2, column 3: background")
    painter.page.mouse.move(5, 5)
    painter.says("Point at a cell, or move with the arrow keys.")
    assert painter.errors == []


def test_a_mouse_paints_whichever_way_it_goes(opened):
    painter = opened()
    painter.page.mouse.move(*painter.at(1, 1))
    painter.page.mouse.down()
    painter.page.mouse.move(*painter.at(3, 1), steps=6)
    painter.page.mouse.up()
    painter.holds((1, 1), (2, 1), (3, 1))


def test_only_what_can_be_painted_has_a_crosshair(opened):
    painter = opened()
    cursors = [
        painter.find(f"pw-canvas-{name}").evaluate("canvas => getComputedStyle(canvas).cursor")
        for name in ("prediction", "truth")
    ]
    assert cursors == ["crosshair", "auto"]


def test_a_tap_paints_and_can_be_read(phone):
    phone.says("Tap a cell to paint it. Move sideways, or hold for a moment, to paint a line.")
    phone.page.touchscreen.tap(*phone.at(2, 5))
    phone.holds((2, 5))
    phone.says("row 3, column 6: road, truth background")


def test_a_finger_that_moves_up_scrolls_and_paints_nothing(phone):
    swipes_past(phone.page, phone.find("pw-canvas-prediction"))
    phone.page.touchscreen.tap(*phone.at(7, 0))
    phone.holds((7, 0))


def test_a_finger_that_moves_sideways_paints_and_may_then_go_down(phone):
    swipe(phone.page, phone.at(1, 1), phone.at(1, 4), phone.at(4, 4))
    phone.holds(*((1, column) for column in range(1, 5)), *((row, 4) for row in range(2, 5)))
    assert scrolled(phone.page) == 0


def test_a_finger_that_rests_first_paints_upwards_too(phone):
    swipe(phone.page, phone.at(6, 3), phone.at(2, 3), rest=400)
    phone.holds(*((row, 3) for row in range(2, 7)))
    assert scrolled(phone.page) == 0


def test_a_grid_to_look_at_lets_a_finger_scroll_and_tells_a_cell_to_a_tap(phone):
    phone.page.touchscreen.tap(*phone.at(0, 1, "pw-canvas-truth"))
    phone.says("row 1, column 2: car, prediction background")
    swipes_past(phone.page, phone.find("pw-canvas-truth"))
    phone.holds()


def test_a_score_grid_and_its_bars_let_a_finger_scroll(phone):
    grid, bar = phone.find("pw-scores-canvas"), phone.find("pw-slider-0")
    for part, low in ((grid, 0.5), (bar, 0.9)):  # the bar beside its knob
        part.scroll_into_view_if_needed()
        value = bar.get_attribute("aria-valuenow")
        swipes_past(phone.page, part, low)
        assert bar.get_attribute("aria-valuenow") == value
    phone.python_says("selected: (0, 0)")
    phone.page.touchscreen.tap(*phone.at(4, 4, "pw-scores-canvas"))
    phone.python_says("selected: (4, 4)")


def test_a_finger_drags_the_knob_of_a_score_and_taps_beside_it(phone):
    bar = phone.find("pw-slider-1")
    bar.scroll_into_view_if_needed()
    place = scrolled(phone.page)
    box = bar.bounding_box()
    x, middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    swipe(phone.page, (x, middle), (x, box["y"] + 1))
    expect(bar).to_have_attribute("aria-valuenow", "4")
    phone.page.touchscreen.tap(x, box["y"] + box["height"] - 1)
    expect(bar).to_have_attribute("aria-valuenow", "-4")
    assert scrolled(phone.page) == place


def test_what_a_finger_is_to_hit_is_large_enough(phone):
    for each in phone.page.locator(".pw-painter-swatch, .pw-button, .pw-toggle").all():
        assert each.bounding_box()["height"] >= 44


@every_look
def test_is_accessible_and_fits(opened, scheme, width):
    painter = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
    painter.find("pw-canvas-prediction").focus()
    painter.press("ArrowRight", "1")
    painter.holds((0, 1))
    assert painter.serious() == []
    assert not painter.scrolls_sideways()
    assert painter.errors == []
