"""The editor in real Chromium, as a learner uses it: mostly by keyboard."""

import json
import re
import uuid
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsers import PASTE, wait_until
from tests.components.demo import Demo, Opener
from tests.servers import Server

pytestmark = pytest.mark.browser

STARTER = """\
def class_map(scores):
    mask = []
    for row in scores:
        labels = []
        for pixel in row:
            if ___:
                labels.append(0)
        mask.append(___)
    return mask
"""
SOLVED = STARTER.replace("___", "pixel", 1).replace("___", "labels", 1)


class Editors(Demo):
    """One learner's browser tab with the test app's two editors."""

    path = "editors"
    ready = "pw-editor"

    def __init__(self, page: Page, url: str) -> None:
        self.who = uuid.uuid4().hex
        super().__init__(page, url)

    def open(self) -> None:
        self.page.goto(f"{self.url}/{self.path}?who={self.who}")
        expect(self.page.get_by_test_id("pw-editor")).to_have_count(2, timeout=30_000)

    @property
    def root(self) -> Locator:
        return self.page.get_by_test_id("pw-editor").first

    @property
    def code(self) -> Locator:
        return self.root.get_by_role("textbox")

    @property
    def status(self) -> Locator:
        return self.root.get_by_test_id("pw-editor-status")

    @property
    def given(self) -> Locator:
        return self.root.get_by_test_id("pw-editor-given")

    @property
    def marks(self) -> Locator:
        return self.root.locator(".cm-lint-marker-error")

    def line(self, number: int) -> Locator:
        return self.root.locator(".cm-line").nth(number - 1)

    def text(self) -> str:
        """The text in the editor."""
        return "\n".join(
            line.removesuffix("\n") for line in self.root.locator(".cm-line").all_text_contents()
        )

    def value(self, name: str) -> Any:
        """What Python says on the page under this name."""
        text = self.page.get_by_text(re.compile(f"^{name}: ")).first.inner_text()
        return json.loads(text.removeprefix(f"{name}: "))

    def wait_for_value(self, name: str, value: Any) -> None:
        wait_until(
            self.page,
            """([name, value]) => [...document.querySelectorAll('[data-testid="stText"]')]
                .some((text) => text.textContent === `${name}: ${value}`)""",
            [name, json.dumps(value)],
        )

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def at_end_of(self, number: int) -> None:
        self.line(number).click()
        self.press("End")


@pytest.fixture
def opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Editors)


def test_a_shade_says_where_the_code_goes_on(opened: Opener) -> None:
    editors = opened()
    expect(editors.root.locator(".pw-more")).to_have_attribute("data-more", "")  # it is short
    long = editors.page.get_by_test_id("pw-editor").nth(1)
    frame, pane = long.locator(".pw-more"), long.locator(".cm-scroller")
    expect(frame).to_have_attribute("data-more", "below beside")
    shades = "node => ['::before', '::after'].map(each => getComputedStyle(node, each).visibility)"
    assert frame.evaluate(shades) == ["visible", "visible"]
    pane.evaluate("node => node.scrollTo(node.scrollWidth, node.scrollHeight)")
    expect(frame).to_have_attribute("data-more", "")


def test_tab_goes_from_blank_to_blank_and_a_check_reaches_python(opened: Opener) -> None:
    editors = opened()
    assert editors.text() == STARTER
    expect(editors.root.locator(".pw-editor-blank")).to_have_count(2)
    editors.at_end_of(1)
    editors.press("Control+z")
    assert editors.text() == STARTER, "the first text cannot be undone"
    editors.press("Tab")
    editors.type("pixel")
    editors.press("Tab")
    editors.type("labels")
    editors.press("Shift+Tab")
    editors.press("Control+Enter")
    editors.wait_for_value("checked", editors.text())
    expect(editors.root.locator(".pw-editor-blank")).to_have_count(0)
    assert "if pixel:" in editors.value("checked")
    assert "mask.append(labels)" in editors.value("checked")
    assert editors.errors == []


def test_shift_tab_goes_back_round_the_blanks(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Shift+Tab")
    editors.type("second")
    editors.at_end_of(9)
    editors.press("Shift+Tab")
    editors.type("first")
    assert editors.text() == STARTER.replace("___", "first", 1).replace("___", "second", 1)


def test_given_lines_stay_whatever_is_pressed(opened: Opener) -> None:
    editors = opened()
    for number, keys in [
        (1, ["Home", "x"]),
        (1, ["Home", "Enter"]),
        (1, ["End", "Backspace"]),
        (1, ["End", "Delete"]),
        (2, ["End", "Enter"]),
        (3, ["Home", "Control+/"]),
        (3, ["Home", "Shift+End", "Control+x"]),
        (4, ["Alt+ArrowUp"]),
        (5, ["Control+Shift+K"]),
        (6, ["Home", "Home", "Backspace"]),
        (6, ["End", "Delete"]),
        (7, ["Home", "Tab"]),
        (9, ["Control+End", "x"]),
        (9, ["Control+a", "Delete"]),
        (9, ["Control+a", "x"]),
    ]:
        editors.line(number).click()
        editors.press(*keys)
        assert editors.text() == STARTER, (number, keys)
    expect(editors.given).to_contain_text(
        "Lines 6 and 8 are yours; the others are given and stay as they are."
    )
    assert editors.value("saves") == 0
    editors.press("Escape")
    editors.at_end_of(6)
    editors.press("Backspace", "Enter")
    expect(editors.given).to_be_hidden()
    editors.line(1).click()
    editors.press("x")
    expect(editors.given).to_contain_text("Lines 6 to 7 and 9 are yours")


def test_the_cursor_starts_in_the_first_blank(opened: Opener) -> None:
    editors = opened()
    editors.code.focus()
    editors.type("first")
    assert editors.text() == STARTER.replace("___", "first", 1)
    editors.press("Tab")
    editors.type("second")
    editors.root.get_by_test_id("pw-editor-start-over").click()
    editors.type("again")
    assert editors.text() == STARTER.replace("___", "again", 1)


def test_what_the_given_lines_refuse_can_be_gone_on_with_elsewhere(opened: Opener) -> None:
    editors = opened()
    free = editors.root.get_by_role("button", name="Write it all yourself")
    expect(free).to_be_hidden()
    editors.line(3).click()
    editors.press("Home", "x")
    expect(free).to_be_visible()
    expect(editors.root.get_by_test_id("pw-editor-announcer")).to_contain_text("Lines 6 and 8 are yours")
    free.click()
    editors.wait_for_value("free", STARTER.replace("for row", "xfor row"))
    mine = "def class_map(scores):\n    return [[max(range(len(p)), key=p.__getitem__) for p in r] for r in scores]\n"
    editors.line(3).click()
    editors.page.evaluate(PASTE, mine)
    editors.press("y")
    assert editors.text() == STARTER
    free.click()
    editors.wait_for_value("free", mine)
    assert editors.errors == []


def test_given_lines_can_be_selected_and_copied(opened: Opener) -> None:
    editors = opened()
    editors.line(1).click()
    editors.press("Home", "Shift+End")
    assert editors.page.evaluate("getSelection().toString()") == "def class_map(scores):"
    editors.page.evaluate(
        "document.addEventListener('copy',"
        " (event) => { window.copied = event.clipboardData.getData('text/plain') })"
    )
    editors.press("Control+c")
    assert editors.page.evaluate("window.copied") == "def class_map(scores):"


def test_a_whole_function_can_be_pasted_if_the_given_lines_are_in_it(opened: Opener) -> None:
    editors = opened()
    editors.code.click()
    editors.press("Control+a")
    editors.page.evaluate(PASTE, "def another():\n    pass\n")
    assert editors.text() == STARTER
    several = SOLVED.replace("            if pixel:", "            best = 0\n            if pixel:")
    editors.page.evaluate(PASTE, several.replace("\n", "\r\n"))
    assert editors.text() == several
    editors.line(1).click()
    editors.type("x")
    assert editors.text() == several
    editors.press("Control+z")
    assert editors.text() == STARTER
    editors.line(7).click()
    editors.press("End")
    editors.type("x")
    assert editors.text() == STARTER


def test_editable_lines_grow_and_shrink_between_given_ones(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(6)
    editors.press("Enter")
    editors.type("more = 1")
    grown = STARTER.replace("if ___:", "if ___:\n                more = 1")
    assert editors.text() == grown, "a new line after a colon is indented by four more"
    for _ in range(4):
        editors.press("Shift+Home", "Shift+Home", "Backspace", "Backspace")
    assert len(editors.text().split("\n")) == len(STARTER.split("\n"))
    assert editors.text().replace("\n", "").startswith(STARTER.split("            if")[0].replace("\n", ""))
    editors.press("Home")
    editors.type("z")
    assert editors.line(6).inner_text().strip() == "z"
    assert editors.line(7).inner_text() == "                labels.append(0)"


# The pause of 600 ms after which a draft is sent lasts until the test ends it.
_PAUSE_ON_CALL = """window.setTimeout = new Proxy(setTimeout, {
    apply: (target, self, [run, ms, ...rest]) => {
        if (ms === 600) window.endPause = run;
        return target.apply(self, [run, ms === 600 ? 1e6 : ms, ...rest]);
    }
})"""


def test_a_draft_is_sent_after_typing_stops_and_saved_is_said_then(opened: Opener) -> None:
    editors = opened(script=_PAUSE_ON_CALL)
    expect(editors.status).to_have_text("")
    page_runs = editors.value("page runs")
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("rc in rcrc")
    expect(editors.status).to_have_text("Unsaved changes")
    assert editors.value("saves") == 0
    editors.page.evaluate("endPause()")
    expect(editors.status).to_have_text("Saved")
    editors.wait_for_value("draft", STARTER.replace("___", "rc in rcrc", 1))
    assert editors.value("saves") == 1
    assert editors.value("page runs") == page_runs, "only the fragment runs again"


def test_a_draft_is_sent_at_once_when_the_focus_leaves(opened: Opener) -> None:
    editors = opened(script=_PAUSE_ON_CALL)
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("left")
    editors.page.wait_for_timeout(1000)
    expect(editors.status).to_have_text("Unsaved changes")
    editors.page.get_by_role("heading", name="Editors").click()
    expect(editors.status).to_have_text("Saved")
    editors.wait_for_value("draft", STARTER.replace("___", "left", 1))


def test_typing_and_checking_in_one_go_loses_nothing(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Tab")
    for round_number in range(1, 6):
        editors.type(f"v{round_number}")
        editors.press("Control+Enter")
        expect(editors.status).to_have_text("Saved")
        text = editors.text()
        editors.wait_for_value("checked", text)
        editors.wait_for_value("draft", text)
        editors.wait_for_value("checks", round_number)
    editors.page.wait_for_timeout(900)
    assert editors.value("checks") == 5
    assert editors.value("saves") == 5, "a check is its own draft"


def test_a_click_on_check_is_one_message(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("clicked")
    runs = editors.value("panel runs")
    editors.root.get_by_test_id("pw-editor-check").click()
    editors.wait_for_value("checked", STARTER.replace("___", "clicked", 1))
    expect(editors.status).to_have_text("Saved")
    assert editors.value("panel runs") == runs + 2, "the check, and the app's own rerun to show it"
    assert editors.value("saves") == 1


def test_a_draft_under_way_and_a_check_do_not_disturb_each_other(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Tab")
    for wait in (560, 590, 600, 610, 640):
        editors.type("n")
        editors.page.wait_for_timeout(wait)
        editors.type("w")
        editors.press("Control+Enter")
        expect(editors.status).to_have_text("Saved")
    text = STARTER.replace("___", "nw" * 5, 1)
    editors.wait_for_value("checked", text)
    editors.wait_for_value("draft", text)
    editors.wait_for_value("checks", 5)


def test_checking_is_said_until_the_answer_is_there_and_typing_goes_on(opened: Opener) -> None:
    editors = opened()
    editors.page.get_by_text("Slow").click()
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("one")
    editors.press("Control+Enter")
    expect(editors.status).to_have_text("Checking…")
    check = editors.root.get_by_test_id("pw-editor-check")
    expect(check).to_have_attribute("aria-disabled", "true")
    expect(editors.root.get_by_test_id("pw-editor-announcer")).to_have_text("Checking…")
    editors.type("two")
    editors.press("Control+Enter")
    editors.page.wait_for_timeout(900)
    expect(editors.status).to_have_text("Checking…")
    editors.wait_for_value("checked", STARTER.replace("___", "one", 1))
    editors.wait_for_value("draft", STARTER.replace("___", "onetwo", 1))
    expect(editors.status).to_have_text("Saved")
    expect(check).to_have_attribute("aria-disabled", "false")
    assert editors.value("checks") == 1


def test_marks_point_at_the_error_and_go_when_the_line_is_edited(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("1 +")
    editors.press("Control+Enter")
    expect(editors.marks).to_have_count(1)
    expect(editors.line(6).locator(".cm-lintRange-error")).to_have_count(1)
    expect(editors.root.get_by_test_id("pw-editor-announcer")).to_have_text("Line 6: invalid syntax")
    editors.at_end_of(1)
    editors.press("F8")
    expect(editors.root.locator(".cm-tooltip")).to_contain_text("invalid syntax")
    editors.press("Escape")
    editors.at_end_of(8)
    editors.type(" ")
    expect(editors.status).to_have_text("Saved")
    expect(editors.marks).to_have_count(1)
    editors.at_end_of(6)
    editors.type(" ")
    expect(editors.marks).to_have_count(0)
    expect(editors.status).to_have_text("Saved")
    expect(editors.marks).to_have_count(0)
    editors.press("Control+Enter")
    expect(editors.marks).to_have_count(1)
    editors.at_end_of(6)
    editors.press("Shift+Home")
    editors.type("if pixel:")
    editors.press("Control+Enter")
    editors.wait_for_value("checks", 3)
    expect(editors.marks).to_have_count(0)


def test_start_over_brings_the_starter_back_and_can_be_undone(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(6)
    editors.press("Enter")
    editors.type("mine = 1")
    mine = editors.text()
    editors.root.get_by_test_id("pw-editor-start-over").click()
    assert editors.text() == STARTER
    editors.wait_for_value("draft", STARTER)
    expect(editors.code).to_be_focused()
    editors.press("Control+z")
    assert editors.text() == mine
    editors.at_end_of(8)
    editors.press("x")
    assert editors.text() == mine, "line 8 is given now, as before"
    editors.press("Control+y")
    assert editors.text() == STARTER
    editors.at_end_of(7)
    editors.press("x")
    assert editors.text() == STARTER


def test_python_pushes_a_text_without_a_new_editor(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("mine")
    mine = editors.text()
    editors.root.evaluate("(element) => { element.same = true }")
    editors.page.get_by_role("button", name="Push").click()
    pushed = STARTER.replace("___", "pixel", 1)
    editors.wait_for_value("text", pushed)
    expect(editors.line(6)).to_have_text("            if pixel:")
    assert editors.root.evaluate("(element) => element.same")
    assert editors.text() == pushed
    editors.line(6).click()
    editors.press("Control+z")
    assert editors.text() == mine
    editors.wait_for_value("text", mine)


def test_the_text_survives_a_page_switch_right_after_typing(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("kept")
    editors.page.get_by_role("link", name="Start").click()
    expect(editors.page.get_by_role("heading", name="Start")).to_be_visible()
    editors.page.wait_for_timeout(300)
    editors.page.get_by_role("link", name="Editors").click()
    expect(editors.line(6)).to_have_text("            if kept:")
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("also")
    editors.wait_for_value("draft", STARTER.replace("___", "kept", 1).replace("___", "also", 1))
    expect(editors.status).to_have_text("Saved")
    editors.press("Control+a", "Delete")
    assert "def class_map" in editors.text(), "the lines are locked as before"


def test_the_text_survives_a_reload_right_after_typing(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("typed")
    editors.open()
    expect(editors.line(6)).to_have_text("            if typed:")
    editors.wait_for_value("draft", STARTER.replace("___", "typed", 1))


def test_the_text_survives_a_restart_of_the_server(opened: Opener, demo_server: Server) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type("before")
    expect(editors.status).to_have_text("Saved")
    assert editors.value("origin") is None
    runs = editors.value("panel runs")
    demo_server.stop()
    try:
        editors.type("after")
    finally:
        demo_server.start()
    wanted = STARTER.replace("___", "beforeafter", 1)
    editors.wait_for_value("draft", wanted)
    assert editors.text() == wanted
    expect(editors.status).to_have_text("Saved")
    # The new session is told from which stored text the old one went on, so that it overwrites no newer one.
    assert editors.value("origin") == {"writer": f"{ord(editors.who[0]):x}", "revision": runs}


def test_escape_then_tab_leaves_and_otherwise_tab_indents(opened: Opener) -> None:
    editors = opened()
    outline = editors.page.get_by_test_id("pw-editor").nth(1)
    outline.locator(".cm-line").nth(1).click()
    editors.press("Home", "Home")
    before = outline.locator(".cm-line").nth(1).text_content()
    editors.press("Tab")
    assert outline.locator(".cm-line").nth(1).text_content() == f"    {before}"
    editors.press("Shift+Tab")
    assert outline.locator(".cm-line").nth(1).text_content() == before
    expect(outline.get_by_role("textbox")).to_be_focused()
    editors.press("Escape", "Tab")
    expect(outline.get_by_test_id("pw-editor-check")).to_be_focused()
    editors.press("Tab")
    expect(outline.get_by_test_id("pw-editor-start-over")).to_be_focused()
    editors.press("Shift+Tab", "Enter")
    editors.wait_for_value("outline", "on and on and on\n    ..."[-20:])


def test_it_says_what_it_is_and_how_to_leave(opened: Opener) -> None:
    editors = opened()
    expect(editors.code).to_have_accessible_name("Your code")
    expect(editors.code).to_have_accessible_description(re.compile("Escape and then Tab to leave"))
    expect(editors.page.get_by_role("textbox", name="An outline")).to_have_count(1)
    expect(editors.root.get_by_role("button", name="Check")).to_have_text(re.compile(r"Check\s+Ctrl\+Enter"))
    outline = editors.page.get_by_test_id("pw-editor").nth(1)
    expect(outline.get_by_role("button", name="Run")).to_have_text(re.compile(r"Run\s+Ctrl\+Enter"))


def test_ids_are_made_without_https_too(opened: Opener) -> None:
    editors = opened(script="delete Crypto.prototype.randomUUID")
    assert editors.page.evaluate("crypto.randomUUID === undefined")
    editors.root.get_by_test_id("pw-editor-check").click()
    editors.wait_for_value("checked", STARTER)


def test_long_code_scrolls_inside_and_the_page_does_not(opened: Opener) -> None:
    for width in (1280, 390, 360):
        editors = opened(viewport={"width": width, "height": 800})
        outline = editors.page.get_by_test_id("pw-editor").nth(1)
        scroller = outline.locator(".cm-scroller")
        sizes = scroller.evaluate("(s) => [s.scrollWidth, s.clientWidth, s.scrollHeight, s.clientHeight]")
        assert (sizes[0] > sizes[1]) == (width == 1280), "on a phone lines wrap"
        assert sizes[2] > sizes[3]
        assert sizes[3] <= 0.7 * 800
        for region in ("html", "[data-testid=stMain]"):
            wide = editors.page.locator(region).evaluate("(e) => e.scrollWidth - e.clientWidth")
            assert wide == 0, (width, region)
        font = float(editors.code.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)"))
        assert font >= (14 if width == 1280 else 16)


def test_a_text_over_the_limit_is_not_sent(opened: Opener) -> None:
    editors = opened()
    editors.at_end_of(1)
    editors.press("Tab")
    editors.page.keyboard.insert_text("é" * 33_000)
    expect(editors.status).to_have_text("Too long: the limit is 64 kB.")
    editors.press("Control+Enter")
    editors.page.wait_for_timeout(900)
    assert (editors.value("saves"), editors.value("checks")) == (0, 0)
    editors.press("Control+z")
    expect(editors.status).to_have_text("Saved")


def test_the_editor_follows_a_change_of_theme(opened: Opener) -> None:
    editors = opened(color_scheme="light")
    expect(editors.root).not_to_have_class(re.compile("pw-editor-dark"))
    editors.page.emulate_media(color_scheme="dark")
    expect(editors.root).to_have_class(re.compile("pw-editor-dark"))


_CONTRASTS = """(root) => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3)
      .map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const alpha = channels(colour)[3] ?? 1;
      if (alpha === 1) return colour;
      if (alpha > 0) throw new Error(`a see-through background: ${at.className} ${colour}`);
    }
  };
  const found = {};
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    const [ink, paper] = [getComputedStyle(element).color, background(element)];
    const [high, low] = [luminance(ink), luminance(paper)].sort((a, b) => b - a);
    found[`${ink} on ${paper}`] = (high + 0.05) / (low + 0.05);
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_text_reads_well_in_both_themes(opened: Opener, scheme: str) -> None:
    editors = opened(color_scheme=scheme)
    editors.at_end_of(1)
    editors.press("Tab")
    editors.type('f(1) == "text"  # None')
    editors.press("Control+Enter")
    editors.wait_for_value("checks", 1)
    dark = editors.root.evaluate("(root) => root.classList.contains('pw-editor-dark')")
    assert dark == (scheme == "dark")
    contrasts = editors.root.evaluate(_CONTRASTS)
    assert len(contrasts) >= 9, "keywords, functions, strings, numbers, comments, gutter, buttons"
    assert {pair: round(ratio, 2) for pair, ratio in contrasts.items() if ratio < 4.5} == {}


def test_only_a_page_with_an_editor_loads_the_bundle(chromium: Browser, demo_server: Server) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo_server.url}")
    expect(page.get_by_role("heading", name="Start")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "editor.js" in url]
    page.get_by_role("link", name="Editors").click()
    expect(page.get_by_test_id("pw-editor")).to_have_count(2)
    assert len([url for url in asked if "/assets/editor/editor.js" in url]) == 1
    context.close()
