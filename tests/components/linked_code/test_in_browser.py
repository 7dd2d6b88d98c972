"""Linked code in real Chromium: looked at, pinned, walked by keyboard, kept while the numbers change."""

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.components.demo import Demo, Opener, every_look

pytestmark = pytest.mark.browser

# The lines of the test app's source: what is made in 5 and 6 is used far below.
SOUP, BREAD = 39, 40
POT = {"5": "makes", str(SOUP): "uses", str(BREAD): "uses"}


class LinkedCode(Demo):
    """A tab on the page with linked code."""

    path = "code"
    ready = "pw-linked"

    def find(self, testid: str) -> Any:
        return self.page.get_by_test_id(f"pw-{testid}")

    def line(self, number: int) -> Any:
        return self.find(f"linked-line-{number}")

    def row(self, name: str) -> Any:
        return self.find(f"linked-row-{name}")

    def marks(self) -> dict[str, str]:
        """What is marked: each line's or row's test id, with the word that stands beside it."""
        return self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('.pw-linked [data-mark]:not(.pw-linked-key)')]
                .map(node => [node.dataset.testid.replace(/pw-linked-(line-|row-)/, ''),
                    node.querySelector('.pw-linked-tag').textContent]))"""
        )

    def set_guests(self, number: int) -> None:
        field = self.page.get_by_label("Guests")
        field.fill(str(number))
        field.press("Enter")
        self.row("pot").get_by_text(f"{1000 * number:,}", exact=True).wait_for()


@pytest.fixture
def opened(open_demo: Opener) -> Opener:
    return partial(open_demo, LinkedCode)


def test_the_source_is_shown_as_it_is_with_its_colours(opened):
    linked = opened()
    text = linked.find("linked-code").locator(".pw-linked-text").all_text_contents()
    assert text[1] == '    """Cooks "soup" & <b>bread</b>."""\n'
    assert text[SOUP - 1] == "        soup = self.pot(water)\n"
    colours = {
        linked.find("linked-code")
        .get_by_text(word, exact=True)
        .first.evaluate("n => getComputedStyle(n).color")
        for word in ("class", "Kitchen", '"""Cooks "soup" & <b>bread</b>."""', "180", "# Rest for 1 minutes.")
    }
    assert len(colours) == 5
    assert linked.errors == []


def test_looking_at_a_row_marks_its_lines(opened):
    linked = opened()
    runs = linked.runs
    linked.row("pot").hover()
    expect(linked.find("linked-status")).to_have_text("pot: made in line 5, used in lines 39 and 40.")
    assert linked.marks() == POT
    edges = {
        linked.line(line).locator("> :first-child").evaluate("n => getComputedStyle(n).backgroundImage")
        for line in (5, SOUP, BREAD, 4)
    }
    assert len(edges) == 3, "an edge for lines that make, one for lines that use, none for the others"
    linked.row("table").hover()
    expect(linked.find("linked-status")).to_have_text("table: in no line.")
    assert linked.marks() == {}
    linked.page.get_by_role("heading", name="Code").hover()
    expect(linked.find("linked-status")).to_have_text(re.compile("^Point at"))
    assert linked.runs == runs


def test_looking_at_a_line_marks_its_rows(opened):
    linked = opened()
    linked.line(5).hover()
    expect(linked.find("linked-status")).to_have_text("Line 5 makes pot.")
    assert linked.marks() == {"pot": "made"}
    linked.line(BREAD).hover()
    expect(linked.find("linked-status")).to_have_text("Line 40 uses pot and big oven.")
    assert linked.marks() == {"pot": "used", "big oven": "used"}
    linked.line(4).hover()
    assert linked.marks() == {}


def test_a_click_pins_until_the_next_one(opened):
    linked = opened()
    runs = linked.runs
    linked.row("pot").click()
    linked.line(6).hover()
    expect(linked.find("linked-status")).to_have_text(re.compile("^Pinned. pot"))
    assert linked.marks() == POT
    expect(linked.page.get_by_role("button", pressed=True)).to_have_accessible_name(
        "pot: made in line 5, used in lines 39 and 40"
    )
    linked.line(6).click()
    assert linked.marks() == {"big oven": "made"}
    expect(linked.page.get_by_role("button", pressed=True)).to_have_count(1)
    linked.line(6).click()
    linked.page.get_by_role("heading", name="Code").hover()
    assert linked.marks() == {}
    expect(linked.page.get_by_role("button", pressed=True)).to_have_count(0)
    assert linked.runs == runs


def test_a_tap_pins(opened):
    linked = opened(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    linked.row("pot").tap()
    assert linked.marks() == POT
    linked.line(SOUP).tap()
    assert linked.marks() == {"pot": "used"}
    for target in (linked.line(5), linked.line(SOUP)):
        assert target.bounding_box()["height"] >= 24
    assert linked.row("pot").get_by_role("button").bounding_box()["height"] >= 44


def test_a_shade_says_where_the_source_goes_on(opened):
    linked = opened()
    code = linked.find("linked-code")
    frame = code.locator("xpath=..")
    expect(frame).to_have_attribute("data-more", "below beside")
    shades = "node => ['::before', '::after'].map(each => getComputedStyle(node, each).visibility)"
    assert frame.evaluate(shades) == ["visible", "visible"]
    code.evaluate("node => node.scrollTo(node.scrollWidth, node.scrollHeight)")
    expect(frame).to_have_attribute("data-more", "")
    assert frame.evaluate(shades) == ["hidden", "hidden"]


def test_selecting_text_pins_nothing(opened):
    linked = opened()
    box = linked.line(5).bounding_box()
    middle = box["y"] + box["height"] / 2
    linked.page.mouse.move(box["x"] + 140, middle)
    linked.page.mouse.down()
    linked.page.mouse.move(box["x"] + 240, middle, steps=4)
    linked.page.mouse.up()
    selected = linked.page.evaluate("getSelection().toString()")
    assert selected and selected in "        self.pot = Pot(1.5)"
    expect(linked.page.get_by_role("button", pressed=True)).to_have_count(0)


def test_the_keyboard_walks_pins_and_lets_go(opened):
    linked = opened()
    linked.page.get_by_label("Without an oven").focus()
    linked.press("Tab")
    expect(linked.line(5)).to_be_focused()
    assert linked.marks() == {"pot": "made"}
    linked.press("ArrowDown", "ArrowDown")
    expect(linked.line(SOUP)).to_be_focused()
    linked.press("End", "ArrowDown")
    expect(linked.line(BREAD)).to_be_focused()
    assert linked.marks() == {"pot": "used", "big oven": "used"}
    linked.press("Tab")
    expect(linked.row("pot").get_by_role("button")).to_be_focused()
    assert linked.marks() == POT
    linked.press("ArrowDown", "Enter", "Home")
    expect(linked.row("pot").get_by_role("button")).to_be_focused()
    assert linked.marks() == {"6": "makes", str(BREAD): "uses"}
    linked.press("Escape")
    assert linked.marks() == POT
    linked.press("Shift+Tab")
    expect(linked.line(BREAD)).to_be_focused()
    linked.press("Space")
    expect(linked.line(BREAD)).to_have_attribute("aria-pressed", "true")
    assert linked.errors == []


def test_other_numbers_leave_pin_place_and_focus(opened):
    linked = opened()
    linked.row("big oven").click()
    code = linked.find("linked-code")
    code.evaluate("n => n.scrollTo(60, 90)")
    linked.set_guests(31)
    expect(linked.row("pot")).to_contain_text("31 × 2")
    expect(linked.find("linked-status")).to_have_text(re.compile("^Pinned. big oven"))
    assert linked.marks() == {"6": "makes", str(BREAD): "uses"}
    assert code.evaluate("n => [n.scrollLeft, n.scrollTop]") == [60, 90]
    linked.page.get_by_text("Without an oven").click()
    expect(linked.row("big oven")).to_have_count(0)
    expect(linked.page.get_by_role("button", pressed=True)).to_have_count(0)
    linked.page.get_by_text("Without an oven").click()
    expect(linked.row("big oven").get_by_role("button")).to_have_attribute("aria-pressed", "true")
    assert linked.errors == []


def test_focus_stays_where_it_is_when_other_numbers_come(opened):
    linked = opened()
    field = linked.page.get_by_label("Guests")
    field.fill("44")
    field.press("Enter")
    linked.row("big oven").get_by_role("button").focus()
    expect(linked.row("pot")).to_contain_text("44 × 2")
    expect(linked.row("big oven").get_by_role("button")).to_be_focused()


def test_the_pin_outlives_a_visit_to_another_page(opened):
    linked = opened()
    linked.line(5).click()
    linked.page.get_by_role("link", name="Start").click()
    expect(linked.find("linked")).to_have_count(0)
    linked.page.get_by_role("link", name="Code").click()
    expect(linked.line(5)).to_have_attribute("aria-pressed", "true")
    assert linked.marks() == {"pot": "made"}


@pytest.mark.parametrize("width", [390, 1280])
def test_the_other_pane_scrolls_to_what_is_marked_and_the_page_does_not(opened, width):
    linked = opened(viewport={"width": width, "height": 900})
    linked.row("big oven").scroll_into_view_if_needed()
    before = linked.page.evaluate("document.querySelector('.stMain').scrollTop")
    code = linked.find("linked-code")
    code.evaluate("n => { n.scrollTop = n.scrollHeight }")
    linked.row("big oven").click()
    inside = """n => { const box = n.parentElement.getBoundingClientRect(), own = n.getBoundingClientRect();
        return own.top >= box.top && own.bottom <= box.bottom }"""
    assert linked.line(6).evaluate(inside)
    assert linked.page.evaluate("document.querySelector('.stMain').scrollTop") == before


@every_look
def test_is_accessible_and_fits(opened, scheme, width):
    linked = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
    code, table = linked.find("linked-code").bounding_box(), linked.find("linked-table").bounding_box()
    assert (code["x"] + code["width"] < table["x"]) == (width == 1280)
    assert linked.serious() == []
    for item in (linked.row("pot"), linked.line(BREAD)):
        item.click()
        assert linked.serious() == []
    assert not linked.scrolls_sideways()
    widths = linked.find("linked-code").evaluate("n => [n.scrollWidth, n.clientWidth]")
    assert (widths[0] > widths[1]) == (width == 1280), "a long line scrolls in its box, and wraps on a phone"
    assert linked.errors == []
