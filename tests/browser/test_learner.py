"""A learner's path in real Chromium: paint, write, check, come back, recover elsewhere."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from exercises._engine.catalogue import catalogue
from tests.browsers import PASTE, box, stand_still

pytestmark = pytest.mark.browser

RIGHT = """
CLASS_NAMES = ["background", "person", "dog"]

def second(pixel):
    rest = [place for place in range(3) if place != pixel.index(max(pixel))]
    return CLASS_NAMES[max(rest, key=pixel.__getitem__)]

def runner_up_map(scores):
    return [[second(pixel) for pixel in row] for row in scores]
"""


def cell(
    page: Any, painter: Any, which: str, row: int, column: int, rows: int, columns: int
) -> tuple[float, float]:
    """The page coordinates of a painter's cell."""
    box = painter.get_by_test_id(f"pw-canvas-{which}").bounding_box()
    return box["x"] + box["width"] * (column + 0.5) / columns, box["y"] + box["height"] * (row + 0.5) / rows


def painter_of(page: Any, number: int = 0) -> Any:
    """A painter of the page, in view."""
    painter = page.get_by_test_id("pw-painter").nth(number)
    painter.scroll_into_view_if_needed()
    return painter


def test_painting_by_mouse_moves_the_numbers_and_python_agrees(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics?book=open")
    painter = painter_of(page)
    accuracy = painter.get_by_test_id("pw-value-pixel_accuracy")
    expect(accuracy).to_have_text("0.875")
    painter.get_by_test_id("pw-swatch-1").click()
    page.mouse.click(*cell(page, painter, "prediction", 0, 1, 4, 4))
    expect(accuracy).to_have_text("0.938")
    expect(painter.get_by_test_id("pw-readouts")).to_have_attribute("data-source", "server")
    expect(page.get_by_text("So IoU = 7 / 8 = 0.875.")).to_be_visible()


def test_dragging_paints_every_cell_on_the_way(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics?book=open")
    painter = painter_of(page)
    painter.get_by_test_id("pw-swatch-1").click()
    page.mouse.move(*cell(page, painter, "prediction", 3, 0, 4, 4))
    page.mouse.down()
    page.mouse.move(*cell(page, painter, "prediction", 3, 3, 4, 4), steps=2)
    page.mouse.up()
    expect(painter.get_by_test_id("pw-summary-prediction")).to_contain_text("Row 4: car 4")
    painter.get_by_test_id("pw-undo").click()
    expect(painter.get_by_test_id("pw-summary-prediction")).to_contain_text("Row 4: background 4")


def test_painting_by_keyboard_alone(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics?book=open")
    painter = painter_of(page)
    painter.get_by_test_id("pw-canvas-prediction").focus()
    page.keyboard.press("Home")
    page.keyboard.press("1")
    expect(painter.get_by_test_id("pw-summary-prediction")).to_contain_text("car 3")


def test_a_painted_mask_survives_a_switch_of_pages(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics?book=open")
    painter = painter_of(page)
    painter.get_by_test_id("pw-swatch-1").click()
    page.mouse.click(*cell(page, painter, "prediction", 0, 1, 4, 4))
    expect(page.get_by_text("So IoU = 7 / 8 = 0.875.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Your progress")).first.click()
    expect(page.get_by_role("heading", name="Your progress", exact=True)).to_be_visible()
    page.get_by_role("link", name=re.compile("^Metrics")).first.click()
    expect(page.get_by_text("So IoU = 7 / 8 = 0.875.")).to_be_visible()


def write(page: Any, panel: Any, text: str) -> None:
    """Replace an unlocked editor's text as a learner does, by keyboard."""
    content = panel.locator(".cm-content")
    content.scroll_into_view_if_needed()
    content.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text.strip())


def open_panel(page: Any, exercise: str) -> Any:
    """The panel of this exercise, open and in view."""
    panel = page.locator(box(exercise))
    stand_still(panel)
    line = panel.locator(f".st-key-open-exercise-{exercise} button")
    if "expand_more" in line.inner_html():
        line.click()
    return panel


def unaided(page: Any, app_url: str, lesson: str = "argmax", exercise: str = "argmax_per_pixel") -> Any:
    """An exercise of this lesson, in its unaided layer."""
    page.goto(f"{app_url}/{lesson}")
    panel = open_panel(page, exercise)
    panel.get_by_role("radio", name="Write it all yourself").click()
    # For a moment there are two editors, the old one going: the one that stays has no blanks.
    expect(panel.locator(".cm-content", has_text="___")).to_have_count(0)
    expect(panel.locator(".cm-content")).to_have_count(1)
    stand_still(panel)
    return panel


def test_a_wrong_solution_then_a_right_one_then_home_and_navigation_know(page: Any, app_url: str) -> None:
    panel = unaided(page, app_url)
    write(page, panel, RIGHT.replace("max(pixel)", "min(pixel)"))
    page.keyboard.press("Control+Enter")
    expect(panel.get_by_text("Not yet")).to_be_visible()
    expect(panel.get_by_text("Saved.")).to_be_visible()
    write(page, panel, RIGHT)
    page.keyboard.press("Control+Enter")
    expect(panel.get_by_text("Passed.")).to_be_visible()
    expect(panel.get_by_text("The reference solution:")).to_be_visible()
    expect(page.locator(".st-key-menu").get_by_text("Pixels and argmax (1/2)")).to_be_visible()


def test_the_menu_leads_on_by_keyboard_and_marks_where_one_is(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/argmax?book=open")
    menu = page.get_by_role("navigation", name="Lessons")
    expect(menu.locator("[aria-current=page]")).to_contain_text("Pixels and argmax")
    menu.get_by_role("link", name="Metrics").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Metrics: IoU, Dice, mIoU")).to_be_visible()
    expect(menu.locator("[aria-current=page]")).to_contain_text("Metrics")
    assert page.url.endswith("/metrics")
    page.go_back()
    expect(menu.locator("[aria-current=page]")).to_contain_text("Pixels and argmax")


def test_blanks_are_pointed_at_and_given_lines_stay(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/argmax?book=open")
    panel = open_panel(page, "argmax_per_pixel")
    before = panel.locator(".cm-content").inner_text()
    panel.locator(".cm-line").first.click()
    page.keyboard.press("Home")
    page.keyboard.type("x")
    assert panel.locator(".cm-content").inner_text() == before
    panel.get_by_test_id("pw-editor-check").click()
    expect(panel.get_by_text("There is still a blank.")).to_be_visible()


def test_a_function_pasted_over_given_lines_goes_on_where_nothing_is_given(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/argmax?book=open")
    panel = open_panel(page, "argmax_per_pixel")
    expect(panel.locator(".cm-content", has_text="___")).to_have_count(1)
    expect(panel.locator(".cm-content")).to_have_count(1)
    panel.locator(".cm-line").first.click()
    page.evaluate(PASTE, catalogue()["argmax_per_pixel"].solution_source)
    expect(panel.get_by_test_id("pw-editor-given")).to_contain_text("yours; the others are given")
    panel.get_by_role("button", name="Write it all yourself").click()
    expect(panel.locator(".cm-content", has_text="___")).to_have_count(0)
    page.reload()
    panel = open_panel(page, "argmax_per_pixel")
    expect(panel.locator(".cm-content")).to_contain_text("def class_map(")
    expect(panel.locator(".cm-content", has_text="___")).to_have_count(0)
    panel.get_by_test_id("pw-editor-check").click()
    expect(panel.get_by_text("Passed.")).to_be_visible()


def test_a_reload_loses_nothing_typed(page: Any, app_url: str) -> None:
    panel = unaided(page, app_url)
    write(page, panel, "def class_map(scores):\n    half = 'done'")
    expect(panel.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    panel = open_panel(page, "argmax_per_pixel")
    panel.get_by_role("radio", name="Write it all yourself").click()
    expect(panel.locator(".cm-content")).to_have_count(1)
    expect(panel.locator(".cm-content")).to_contain_text("half = 'done'")


def test_a_recovery_code_brings_progress_to_another_browser(
    page: Any, app_url: str, new_tab: Callable[..., Any]
) -> None:
    panel = unaided(page, app_url)
    write(page, panel, RIGHT)
    page.keyboard.press("Control+Enter")
    expect(panel.get_by_text("Passed.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Your progress")).first.click()
    page.get_by_role("button", name="Make a recovery code").click()
    code = page.locator(".stCode code").inner_text().strip()
    assert re.fullmatch(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){3}", code)
    page.reload()
    expect(page.get_by_text("cannot be shown again")).to_be_visible()

    elsewhere = new_tab()
    elsewhere.goto(f"{app_url}/progress")
    expect(elsewhere.get_by_text("Nothing yet.")).to_be_visible()
    elsewhere.get_by_label("I have a recovery code").fill(code.lower().replace("-", " "))
    elsewhere.get_by_role("button", name="Bring my progress here").click()
    expect(elsewhere.get_by_role("link", name=re.compile("passed, unaided"))).to_be_visible()


def test_the_identity_cookie_is_out_of_reach_of_scripts(page: Any, app_url: str) -> None:
    page.goto(app_url)
    [cookie] = [each for each in page.context.cookies() if each["name"] == "pixelwise"]
    assert (cookie["httpOnly"], cookie["sameSite"], len(cookie["value"])) == (True, "Lax", 87)
    assert "pixelwise=" not in page.evaluate("document.cookie")


def test_what_a_learner_prints_is_never_markdown(page: Any, app_url: str) -> None:
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    panel = unaided(page, app_url)
    picture = "![x](http://stranger.invalid/pixel.png)"
    write(page, panel, f"def class_map(scores):\n    print('{picture}')\n    raise ValueError('{picture}')")
    page.keyboard.press("Control+Enter")
    expect(panel.get_by_text("The code stopped with an error.")).to_be_visible()
    page.wait_for_timeout(500)
    assert not [url for url in addresses if "stranger" in url]
    assert panel.locator("img[src*=stranger]").count() == 0
