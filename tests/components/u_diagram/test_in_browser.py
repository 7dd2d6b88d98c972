"""The U diagram in real Chromium: drawn to scale, switched by pointer and by keyboard."""

import math
import re
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.components.demo import Demo, Opener, every_look

pytestmark = pytest.mark.browser


class Diagram(Demo):
    """A tab on the page with the U diagram."""

    path = "diagram"
    ready = "pw-u-stage"


@pytest.fixture
def opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Diagram)


NAMES = ["image", *(f"down{n}" for n in range(4)), "bottom", *(f"up{n}" for n in (3, 2, 1, 0)), "logits"]
WIDTHS = {"image": 3, "logits": 8, "bottom": 128} | {
    f"{side}{n}": width for side in ("down", "up") for n, width in enumerate((16, 32, 64, 96))
}


def slab(diagram, name: str):
    return diagram.find(f"pw-u-block-{name}").locator(".pw-u-slab").bounding_box()


def choose(diagram, name: str) -> None:
    diagram.find(f"pw-u-block-{name}").locator(".pw-u-hit").click()


@pytest.mark.parametrize("width", [390, 1280])
def test_slabs_are_drawn_to_scale(opened, width):
    diagram = opened(viewport={"width": width, "height": 900})
    boxes = {name: slab(diagram, name) for name in NAMES}
    unit = boxes["down0"]["height"] / 128
    for name, height in {"down1": 64, "up2": 32, "down3": 16, "bottom": 8, "logits": 128}.items():
        assert boxes[name]["height"] == pytest.approx(height * unit, abs=0.1)
    thin = boxes["image"]["width"] / math.log2(4)
    for name, channels in WIDTHS.items():
        assert boxes[name]["width"] == pytest.approx(thin * math.log2(1 + channels), abs=0.1)
    assert (
        boxes["down0"]["x"]
        < boxes["down3"]["x"]
        < boxes["bottom"]["x"]
        < boxes["up3"]["x"]
        < boxes["up0"]["x"]
    )
    middle = boxes["bottom"]["x"] + boxes["bottom"]["width"] / 2
    for n in range(4):
        left, right = boxes[f"down{n}"], boxes[f"up{n}"]
        assert left["x"] + right["x"] + right["width"] == pytest.approx(2 * middle, abs=0.2)
        assert left["y"] == pytest.approx(right["y"], abs=0.1)


def test_a_click_selects_a_block_for_python(opened):
    diagram = opened()
    diagram.python_says("chosen: bottom keep keep keep keep")
    choose(diagram, "down1")
    diagram.python_says("chosen: down1 keep keep keep keep")
    pressed = diagram.page.get_by_role("button", pressed=True)
    expect(pressed).to_have_count(1)
    expect(pressed).to_have_accessible_name("Encoder 2 32 × 64 × 64")
    diagram.page.get_by_text("3 × 128 × 128", exact=True).click()
    diagram.python_says("chosen: image keep keep keep keep")
    assert diagram.errors == []


def test_every_block_can_be_hit_on_a_phone_and_every_target_is_large_enough(opened):
    diagram = opened(viewport={"width": 390, "height": 900}, has_touch=True)
    assert diagram.page.locator(".pw-u-title").all_inner_texts()[:2] == ["Picture", "Encoder 1"]
    for title in diagram.page.locator(".pw-u-title").all():
        assert title.bounding_box()["width"] > 20, "its name can be read"
    for name in NAMES:
        box = diagram.find(f"pw-u-block-{name}").locator(".pw-u-hit").bounding_box()
        assert min(box["width"], box["height"]) >= 24
    for n in range(4):
        box = diagram.find(f"pw-u-skip-skip{n}").bounding_box()
        assert min(box["width"], box["height"]) >= 24
    for name in ["image", "down0", "down3", "bottom", "up3", "up0", "logits"]:
        box = slab(diagram, name)
        diagram.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        diagram.python_says(f"chosen: {name} keep keep keep keep")


def test_labels_do_not_overlap(opened):
    for width in (390, 768, 1280):
        diagram = opened(viewport={"width": width, "height": 900})
        clashes = diagram.page.evaluate(
            """() => {
                const parts = [...document.querySelectorAll('.pw-u-title, .pw-u-shape, .pw-u-slab, .pw-u-state')];
                const boxes = parts.map(part => [part.textContent.slice(0, 16), part.getBoundingClientRect()]);
                return boxes.flatMap(([name, a], at) => boxes.slice(at + 1)
                    .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1
                        && a.top < b.bottom - 2 && b.top < a.bottom - 2)
                    .map(([other]) => [name, other]));
            }"""
        )
        assert clashes == [], f"at {width} pixels"


def test_the_keyboard_reaches_blocks_and_skips_in_order(opened):
    diagram = opened()
    diagram.find("pw-u-block-image").focus()
    diagram.press("Tab", "Enter")
    diagram.python_says("chosen: down0 keep keep keep keep")
    diagram.press("Tab")
    expect(diagram.find("pw-u-skip-skip0")).to_be_focused()
    diagram.press("z")
    diagram.python_says("chosen: down0 zero keep keep keep")
    expect(diagram.find("pw-u-skip-skip0")).to_be_focused()
    diagram.press("Tab", " ")
    diagram.python_says("chosen: down1 zero keep keep keep")
    assert diagram.errors == []


def test_each_state_has_a_line_of_its_own(opened):
    diagram = opened()
    line = diagram.page.locator(".pw-u-skip").first
    looks = set()
    for state in ("zero", "blur", "shuffle", "swap", "keep"):
        diagram.find("pw-u-skip-skip0").select_option(state)
        diagram.python_says(f"chosen: bottom {state} keep keep keep")
        expect(line).to_have_attribute("data-state", state)
        looks.add(
            line.evaluate("n => `${n.getAttribute('stroke-dasharray')} ${getComputedStyle(n).strokeWidth}`")
        )
    assert len(looks) == 5


def test_a_click_on_an_arrow_cuts_the_skip_and_mends_it(opened):
    diagram = opened()
    for before, after in (("keep", "zero"), ("zero", "keep"), ("swap", "keep")):
        diagram.find("pw-u-skip-skip0").select_option(before)
        diagram.python_says(f"chosen: bottom {before} keep keep keep")
        diagram.find("pw-u-cut-skip0").click(position={"x": 30, "y": 12})
        diagram.python_says(f"chosen: bottom {after} keep keep keep")
    expect(diagram.page.get_by_label("Skip 0", exact=True)).to_have_value("keep")
    assert diagram.errors == []


def test_the_choice_survives_another_page_and_python_can_push(opened):
    diagram = opened()
    diagram.find("pw-u-skip-skip2").select_option("swap")
    diagram.python_says("chosen: bottom keep keep swap keep")
    choose(diagram, "up1")
    diagram.python_says("chosen: up1 keep keep swap keep")
    diagram.page.get_by_role("link", name="Start").click()
    expect(diagram.find("pw-u")).to_have_count(0)
    diagram.page.get_by_role("link", name="Diagram").click()
    diagram.python_says("chosen: up1 keep keep swap keep")
    expect(diagram.find("pw-u-skip-skip2")).to_have_value("swap")
    expect(diagram.find("pw-u-block-up1")).to_have_attribute("aria-pressed", "true")
    diagram.page.get_by_role("button", name="Put the skips back").click()
    diagram.python_says("chosen: bottom keep keep keep keep")
    expect(diagram.find("pw-u-skip-skip2")).to_have_value("keep")
    expect(diagram.find("pw-u-block-bottom")).to_have_attribute("aria-pressed", "true")


def test_quick_choices_all_count(opened):
    diagram = opened()
    for n in range(4):
        diagram.find(f"pw-u-skip-skip{n}").select_option("zero")
    for name in ("image", "logits", "down2"):
        choose(diagram, name)
    diagram.python_says("chosen: down2 zero zero zero zero")
    diagram.page.wait_for_timeout(500)
    expect(diagram.find("pw-u-block-down2")).to_have_attribute("aria-pressed", "true")
    assert [diagram.find(f"pw-u-skip-skip{n}").input_value() for n in range(4)] == ["zero"] * 4


def test_another_network_takes_its_place(opened):
    diagram = opened()
    diagram.page.get_by_text("Tiny", exact=True).click()
    diagram.python_says("chosen: bottom keep")
    expect(diagram.page.get_by_role("button", name=re.compile("×"))).to_have_count(5)
    choose(diagram, "up0")
    diagram.python_says("chosen: up0 keep")
    assert diagram.errors == []


@every_look
def test_is_accessible_and_fits(opened, scheme, width):
    diagram = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
    diagram.find("pw-u-skip-skip1").select_option("blur")
    choose(diagram, "down1")
    diagram.python_says("chosen: down1 keep blur keep keep")
    assert diagram.serious() == []
    assert not diagram.scrolls_sideways()
    assert diagram.errors == []
