"""The picture probe in real Chromium: exact pixels, one crosshair, told once."""

from functools import partial

import numpy as np
import pytest
import torch
from playwright.sync_api import expect

from lessons.unet.pixel import ask
from tests.components.app.probe import demo_logits
from tests.components.demo import Demo, Opener, every_look

pytestmark = pytest.mark.browser


class Probe(Demo):
    """A tab on the page whose probe asks for scores."""

    path = "probe"
    ready = "pw-probe-pictures"


class Reader(Demo):
    """A tab on the page whose probe reads words."""

    path = "reader"
    ready = "pw-probe-pictures"


class Comparer(Demo):
    """A tab on the page whose pictures are only to be compared."""

    path = "comparer"
    ready = "pw-probe-pictures"


@pytest.fixture
def opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Probe)


@pytest.fixture
def reader_opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Reader)


@pytest.fixture
def comparer_opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Comparer)


def point(probe, picture: int, row: int, column: int) -> tuple[float, float]:
    """Where the middle of a pixel of a picture is in the window."""
    box = probe.find("pw-probe-frame").nth(picture).bounding_box()
    return box["x"] + box["width"] * (column + 0.5) / 128, box["y"] + box["height"] * (row + 0.5) / 96


def paints(probe) -> int:
    return int(probe.find("pw-probe").get_attribute("data-paints"))


def test_the_canvas_holds_exactly_the_bytes(opened):
    probe = opened()
    values = probe.page.locator(".pw-probe-canvas").first.evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, 128, 96).data]"
    )
    row, column = np.mgrid[:96, :128]
    photo = np.stack([row * 2, column * 2 - 1, (row + column) % 255], axis=-1).clip(0, 255)
    assert (np.array(values).reshape(96, 128, 4)[..., :3] == photo).all()


def test_a_click_in_any_picture_chooses_the_pixel(opened):
    probe = opened()
    probe.python_says("pixel: 48 60")
    for picture, row, column in [(0, 10, 20), (1, 95, 127), (2, 0, 0)]:
        probe.page.mouse.click(*point(probe, picture, row, column))
        probe.python_says(f"pixel: {row} {column}")
        expect(probe.find("pw-probe-status")).to_have_text(
            f"Chosen pixel: row {row + 1}, column {column + 1} (of 96 × 128)"
        )
    near = probe.page.locator("path.pw-probe-over:not(.pw-probe-far)")
    drawn = near.evaluate_all("all => all.map(n => n.getAttribute('d'))")
    assert len(drawn) == 3
    assert len(set(drawn)) == 1
    assert "M0 0h1v1h-1z" in drawn[0]
    assert probe.errors == []


def test_lines_over_the_picture_are_there_while_the_learner_points(opened):
    probe = opened()
    lines = probe.page.locator(".pw-probe-far")
    assert not any(line.is_visible() for line in lines.all())
    probe.page.mouse.move(*point(probe, 1, 30, 30))
    expect(lines.first).to_be_visible()
    probe.page.mouse.move(5, 5)
    expect(lines.first).to_be_hidden()
    probe.page.keyboard.press("Tab")
    probe.find("pw-probe-pictures").focus()
    expect(lines.first).to_be_visible()


def test_a_drag_is_told_once_and_stays_inside(opened):
    probe = opened()
    runs = probe.runs
    probe.page.mouse.move(*point(probe, 1, 30, 30))
    probe.page.mouse.down()
    for column in range(30, 180, 10):
        probe.page.mouse.move(*point(probe, 1, 50, column))
    expect(probe.find("pw-probe-status")).to_contain_text("row 51, column 128")
    assert probe.runs == runs
    probe.page.mouse.up()
    probe.python_says("pixel: 50 127")
    assert probe.runs == runs + 1


def test_arrow_keys_move_and_are_told_on_release(opened):
    probe = opened()
    probe.find("pw-probe-pictures").focus()
    runs = probe.runs
    for _ in range(3):
        probe.page.keyboard.down("ArrowRight")
    expect(probe.find("pw-probe-status")).to_contain_text("row 49, column 64")
    assert probe.runs == runs
    probe.page.keyboard.up("ArrowRight")
    probe.python_says("pixel: 48 63")
    probe.press("Shift+ArrowUp")
    probe.python_says("pixel: 40 63")
    probe.press("End")
    probe.python_says("pixel: 40 127")
    probe.press("ArrowRight", "Home", "ArrowLeft")
    probe.python_says("pixel: 40 0")
    expect(probe.find("pw-probe-pictures")).to_have_accessible_name(
        "Pixel of the prediction: row 41, column 1"
    )


def test_only_a_changed_picture_is_painted_again(opened):
    probe = opened()
    assert paints(probe) == 3
    probe.page.mouse.click(*point(probe, 0, 5, 5))
    probe.python_says("pixel: 5 5")
    probe.page.get_by_text("Box", exact=True).click()
    expect(probe.page.locator("rect.pw-probe-over").first).to_be_hidden()
    assert paints(probe) == 3
    probe.page.get_by_text("Another heat map", exact=True).click()
    expect(probe.find("pw-probe")).to_have_attribute("data-paints", "4")
    probe.python_says("pixel: 5 5")


def scores_shown(probe) -> list[list[str]]:
    rows = probe.find("pw-probe-scores").locator("tbody tr").all()
    return [[part.strip() for part in row.inner_text().split("\t")] for row in rows]


def test_scores_follow_the_pointer_as_the_mathematics_says(opened):
    probe = opened()
    probe.python_says("pixel: 48 60")
    runs, logits = probe.runs, torch.from_numpy(demo_logits())
    for row, column in [(90, 3), (20, 120), (0, 0), (61, 62)]:
        probe.page.mouse.move(*point(probe, 1, row, column))
        expect(probe.find("pw-probe-status")).to_contain_text(
            f"Pixel under the pointer: row {row + 1}, column {column + 1} "
        )
        answer = ask(logits, row, column, ("road", "car", "sky"))
        assert scores_shown(probe) == [
            [
                name,
                f"{logit:.2f}".replace("-", "−"),
                f"{prob:.4f}",
                "wins" if label == answer.winner else "",
            ]
            for label, (name, logit, prob) in enumerate(
                zip(answer.class_names, answer.logits, answer.probs, strict=True)
            )
        ]
        bars = (
            probe.find("pw-probe-scores")
            .locator(".pw-signed i")
            .evaluate_all("all => all.map(n => [n.style.left, n.style.width].map(parseFloat))")
        )
        ends = [50 + 50 * logit / float(logits.abs().max()) for logit in answer.logits]
        spans = [[min(50, end), abs(end - 50)] for end in ends]
        np.testing.assert_allclose(bars, spans, atol=0.01)
    probe.page.mouse.move(5, 5)
    expect(probe.find("pw-probe-status")).to_contain_text("Chosen pixel: row 49, column 61 ")
    assert scores_shown(probe)[0][1] == f"{float(logits[0, 48, 60]):.2f}"
    expect(probe.find("pw-probe-heard")).to_have_text("road wins, softmax 0.79.")
    assert probe.runs == runs


def test_what_the_browser_holds_does_not_travel_again(opened):
    probe = opened()
    probe.page.mouse.click(*point(probe, 0, 5, 5))
    probe.python_says("pixel: 5 5")
    received: list[int] = []
    probe.sockets[-1].on("framereceived", lambda frame: received.append(len(frame)))
    probe.page.get_by_text("Another heat map", exact=True).click()
    expect(probe.find("pw-probe")).to_have_attribute("data-paints", "4")
    picture = 96 * 128 * 3
    assert picture < sum(received) < 2 * picture  # of three pictures and the scores, only what is new
    probe.page.get_by_role("link", name="Start").click()
    expect(probe.find("pw-probe")).to_have_count(0)
    probe.page.get_by_role("link", name="Probe").click()
    probe.python_says("pixel: 5 5")
    assert scores_shown(probe)[2][0] == "sky"
    assert probe.errors == []


def test_a_browser_that_lost_what_was_left_out_asks_for_it(opened):
    def forgetful(route) -> None:
        text = route.fetch().text()
        assert "8_000_000" in text and ".filter((digest) => held.has(digest))" in text
        text = text.replace("8_000_000", "0").replace(".filter((digest) => held.has(digest))", "")
        route.fulfill(body=text, content_type="text/javascript")

    probe = opened(routes={"**/picture_probe/parts.js*": forgetful})
    probe.page.mouse.click(*point(probe, 0, 5, 5))
    probe.python_says("pixel: 5 5")
    runs = probe.runs
    probe.page.get_by_text("Another heat map", exact=True).click()
    expect(probe.find("pw-probe")).to_have_attribute("data-paints", "4")
    probe.python_says(f"runs: {runs + 2}")  # once for the box that was ticked, once because it was asked
    probe.python_says("pixel: 5 5")
    assert probe.errors == []


def test_the_box_is_drawn_where_it_lies_and_clipped(opened):
    probe = opened()
    rect = probe.page.locator("rect.pw-probe-over").first
    at = rect.evaluate("n => ['x', 'y', 'width', 'height'].map(name => Number(n.getAttribute(name)))")
    assert at == [30, 20, 120, 50]
    probe.page.get_by_text("Box", exact=True).click()
    expect(rect).to_be_hidden()


def test_the_pixel_survives_another_page_and_python_can_push(opened):
    probe = opened()
    probe.page.mouse.click(*point(probe, 0, 70, 90))
    probe.python_says("pixel: 70 90")
    probe.page.get_by_role("link", name="Start").click()
    expect(probe.find("pw-probe")).to_have_count(0)
    probe.page.get_by_role("link", name="Probe").click()
    probe.python_says("pixel: 70 90")
    expect(probe.find("pw-probe-status")).to_contain_text("row 71, column 91")
    probe.page.get_by_role("button", name="Go to the corner").click()
    probe.python_says("pixel: 0 0")
    expect(probe.find("pw-probe-status")).to_contain_text("row 1, column 1 ")
    probe.page.mouse.click(*point(probe, 0, 70, 90))
    probe.python_says("pixel: 70 90")


def test_a_tap_chooses_and_a_swipe_may_scroll(opened):
    probe = opened(viewport={"width": 390, "height": 844}, has_touch=True)
    probe.page.touchscreen.tap(*point(probe, 1, 12, 34))
    probe.python_says("pixel: 12 34")
    touch = probe.find("pw-probe-frame").first.evaluate("n => getComputedStyle(n).touchAction")
    assert touch == "pan-y pinch-zoom"


@every_look
def test_is_accessible_and_fits(opened, scheme, width):
    probe = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
    probe.find("pw-probe-pictures").focus()
    probe.press("ArrowDown")
    probe.python_says("pixel: 49 60")
    assert probe.serious() == []
    assert not probe.scrolls_sideways()
    assert probe.errors == []


def read(probe) -> list[str]:
    return probe.find("pw-probe-words").all_inner_texts()


def test_every_pixel_is_read_under_the_pointer_without_python(reader_opened):
    probe = reader_opened()
    probe.python_says("pixel: 10 10")
    assert read(probe) == ["class 0", "Truth: object 0\nModels: object 1"]
    runs = probe.runs
    for picture, row, column, n in [(0, 20, 100, 1), (1, 90, 5, 2), (1, 48, 64, 3), (0, 47, 63, 0)]:
        probe.page.mouse.move(*point(probe, picture, row, column))
        expect(probe.find("pw-probe-status")).to_contain_text(
            f"Pixel under the pointer: row {row + 1}, column {column + 1} "
        )
        assert read(probe) == [f"class {n}", f"Truth: object {n}\nModels: object {n + 1}"]
    probe.page.mouse.move(5, 5)
    expect(probe.find("pw-probe-status")).to_have_text("Chosen pixel: row 11, column 11 (of 96 × 128)")
    assert read(probe)[0] == "class 0"
    assert probe.runs == runs
    probe.page.mouse.click(*point(probe, 0, 60, 60))
    probe.python_says("pixel: 60 60")
    assert read(probe)[0] == "class 2"


def test_a_pixel_is_read_aloud_when_the_keyboard_chooses_it(reader_opened):
    probe = reader_opened()
    probe.find("pw-probe-pictures").focus()
    probe.press("End")
    expect(probe.find("pw-probe-heard")).to_have_text(
        "Semantic. class 1. Instance. Truth: object 1. Models: object 2."
    )
    probe.python_says("pixel: 10 127")
    # Other words for the same pictures arrive too, and no picture is painted again.
    probe.page.get_by_text("Shift the words", exact=True).click()
    expect(probe.find("pw-probe-words").first).to_have_text("class 2")
    assert paints(probe) == 2


def test_outlines_and_marks_lie_on_their_own_picture(reader_opened):
    probe = reader_opened()
    frames = probe.find("pw-probe-frame")
    assert frames.nth(0).locator('path[d="M0 48h128M64 0v96"]').count() == 2
    assert frames.nth(1).locator('path[d="M0 48h128M64 0v96"]').count() == 0
    assert frames.nth(1).locator("text").all_text_contents() == ["C1", "C2"]
    box = frames.nth(1).locator("text").first.bounding_box()
    x, y = point(probe, 1, 10, 20)
    assert abs(box["x"] + box["width"] / 2 - x) < 2 and abs(box["y"] + box["height"] / 2 - y) < 4


@every_look
def test_the_words_are_accessible_and_do_not_move_the_page(reader_opened, scheme, width):
    probe = reader_opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
    height = probe.find("pw-probe").bounding_box()["height"]
    probe.page.mouse.move(*point(probe, 1, 90, 120))
    expect(probe.find("pw-probe-words").first).to_have_text("class 3")
    assert probe.find("pw-probe").bounding_box()["height"] == height
    assert probe.serious() == []
    assert not probe.scrolls_sideways()
    assert probe.errors == []


@pytest.mark.parametrize("finger", [False, True])
def test_where_nothing_follows_from_the_pixel_a_crosshair_is_there_while_the_learner_points(
    comparer_opened, finger
) -> None:
    probe = comparer_opened(has_touch=finger, is_mobile=finger)
    near = probe.page.locator(".pw-probe-near").first
    status, runs = probe.find("pw-probe-status"), probe.runs
    expect(near).to_be_hidden()
    expect(status).to_be_hidden()
    (probe.page.touchscreen.tap if finger else probe.page.mouse.click)(*point(probe, 1, 30, 40))
    expect(near).to_be_visible()
    expect(status).to_contain_text("row 31, column 41 (of 96 × 128)")
    away = probe.page.get_by_role("heading", name="Comparer")
    away.tap() if finger else away.click()
    expect(near).to_be_hidden()
    probe.find("pw-probe-pictures").focus()
    probe.press("Home")
    expect(near).to_be_visible()
    expect(status).to_contain_text("Pixel: row 31, column 1 ")
    assert probe.runs == runs
    assert probe.errors == []
