"""Three ways in real Chromium: fetched when they are ready, one handle for all pictures."""

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from app.components.three_ways import answer_of
from tests.browsers import wait_until
from tests.components.app.ways import ANSWER
from tests.components.demo import Demo, Opener, every_look

pytestmark = pytest.mark.browser

BYTES = answer_of([ANSWER])


class Ways(Demo):
    """A tab on the page with pictures three ways."""

    path = "ways"
    ready = "pw-ways-panels"

    @property
    def slider(self) -> Any:
        return self.find("pw-ways-slider")

    def shows(self, *layers: bool) -> None:
        """Wait until just these of the street's layers are drawn: label, boxes, mask."""
        wait_until(
            self.page,
            """wanted => String([...document.querySelectorAll(".pw-ways-frame")[0].querySelectorAll(".pw-ways-layer")]
                 .map(layer => !layer.hidden)) === String(wanted)""",
            list(layers),
        )


def answered(route: Any) -> None:
    route.fulfill(body=BYTES)


@pytest.fixture
def opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Ways, {"**/ahead/ways": answered})


def test_starts_between_boxes_and_mask_and_meets_each_way_by_keyboard(opened):
    ways = opened()
    ways.shows(False, True, True)
    ways.slider.focus()
    ways.press("Home")
    ways.shows(True, False, False)
    expect(ways.find("pw-ways-label").first).to_have_text("building")
    expect(ways.slider).to_have_attribute("aria-valuetext", "One word")
    ways.press(*["ArrowRight"] * 3)
    ways.shows(True, True, False)
    ways.press(*["ArrowRight"] * 7)
    ways.shows(False, True, False)
    expect(ways.slider).to_have_attribute("aria-valuetext", "Boxes")
    expect(ways.find("pw-ways-heard")).to_have_text("Three boxes. Two.")
    ways.press("PageUp")
    ways.shows(False, False, True)
    expect(ways.slider).to_have_attribute("aria-valuetext", "A mask")
    assert ways.runs == 1 and ways.errors == []


def test_a_picture_is_dragged_and_a_stop_is_pressed(opened):
    ways = opened()
    ways.find("pw-ways-stop").first.click()
    ways.shows(True, False, False)
    frame = ways.find("pw-ways-frame").nth(1).bounding_box()
    x, y = frame["x"] + 20, frame["y"] + frame["height"] / 2
    ways.page.mouse.move(x, y)
    ways.page.mouse.down()
    ways.page.mouse.move(x + frame["width"] / 2, y, steps=4)
    ways.page.mouse.up()
    ways.shows(True, True, False)
    assert float(ways.slider.input_value()) == pytest.approx(0.5, abs=0.02)
    # The wipe is as far as the handle says, in both pictures.
    for at in (0, 1):
        line = ways.page.locator(".pw-ways-line").nth(at).bounding_box()
        box = ways.find("pw-ways-frame").nth(at).bounding_box()
        assert line["x"] - box["x"] == pytest.approx(box["width"] / 2, rel=0.05)
    # A rerun leaves the handle where it is.
    ways.page.get_by_role("button", name="Run again").click()
    ways.python_says("runs: 2")
    assert float(ways.slider.input_value()) == pytest.approx(0.5, abs=0.02)


def test_a_server_that_is_not_ready_is_asked_again_and_nothing_moves(open_demo):
    refused: list[int] = []

    def later(route: Any) -> None:
        if len(refused) < 2:
            refused.append(503)
            route.fulfill(status=503)
        else:
            answered(route)

    ways = open_demo(Ways, {"**/ahead/ways": later})
    below = ways.page.get_by_role("button", name="Run again")
    expect(ways.page.get_by_text("The network is looking…")).to_have_count(1)
    before = below.bounding_box()
    # What needs no network is there at once.
    expect(ways.page.locator(".pw-ways-words p").nth(5)).to_have_text("Three.")
    expect(ways.page.get_by_text("The network is looking…")).to_have_count(0)
    ways.shows(False, True, True)
    assert refused == [503, 503] and below.bounding_box() == before


def test_a_finger_drags_sideways(opened):
    ways = opened(viewport={"width": 390, "height": 844}, has_touch=True)
    ways.find("pw-ways-stop").nth(2).tap()
    ways.shows(False, False, True)
    assert (
        ways.page.locator(".pw-ways-frame").first.evaluate("node => getComputedStyle(node).touchAction")
        == "pan-y"
    )
    for stop in ways.find("pw-ways-stop").all():
        assert stop.bounding_box()["height"] >= 32


@every_look
def test_is_accessible_and_fits(opened, scheme, width):
    ways = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
    ways.shows(False, True, True)
    assert ways.serious() == []
    assert not ways.scrolls_sideways()
    assert ways.errors == []


def test_no_name_is_cut_by_the_edge_of_its_picture_or_by_the_line(opened):
    ways = opened()
    ways.shows(False, True, True)
    frame = ways.find("pw-ways-frame").first
    road, person = (frame.locator("text", has_text=name) for name in ("road", "person"))
    expect(road).to_be_hidden()  # the line stands in the middle of it
    edges = [each.evaluate("each => each.getBoundingClientRect().right") for each in (person, frame)]
    assert edges[0] <= edges[1]
    ways.slider.focus()
    ways.press("End")
    expect(road).to_be_visible()
