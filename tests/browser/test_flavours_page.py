"""The flavours page, used: every control is moved, and what it says follows."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from app.views.flavours.networks import missing
from tests.browser.opening import open_whole

pytestmark = pytest.mark.browser
live = pytest.mark.skipif(
    bool(missing()), reason="the weights of the U-Net or of Mask R-CNN are not in assets/weights"
)


@pytest.fixture
def flavours(page: Any, app_url: str) -> Any:
    open_whole(page, f"{app_url}/flavours?book=open")
    return page


def frame(page: Any, probe: str, at: int = 0) -> Any:
    picture = page.locator(f".st-key-picture_probe_widget-{probe}").get_by_test_id("pw-probe-frame").nth(at)
    picture.scroll_into_view_if_needed()
    return picture


def slide(page: Any, key: str, *keys: str) -> None:
    thumb = page.locator(f"[class*=st-key-{key}]").get_by_role("slider")
    thumb.focus()
    for each in keys:
        thumb.press(each)


def choose(page: Any, key: str, option: int) -> None:
    """Take an option of a select box, as the keyboard does."""
    box = page.locator(f"[class*=st-key-{key}]").get_by_role("combobox")
    box.scroll_into_view_if_needed()
    box.click()
    page.get_by_role("option").nth(option).click()


def changed(locator: Any, act: Any) -> str:
    """What this place says after `act` has changed it."""
    before = locator.inner_text()
    act()
    expect(locator).not_to_have_text(before)
    return locator.inner_text()


def test_a_pixel_is_read_without_a_round_trip_and_a_click_chooses_it(flavours: Any) -> None:
    picture = frame(flavours, "flavours-scene", 2)
    words = flavours.locator(".st-key-picture_probe_widget-flavours-scene").get_by_test_id("pw-probe-words")
    chosen = flavours.get_by_text("The pixel at row")
    before = chosen.inner_text()
    width = picture.bounding_box()["width"]
    picture.hover(position={"x": width * 0.5, "y": width * 0.95})
    expect(words.nth(1)).to_contain_text("road")
    expect(words.nth(2)).to_contain_text("no object")
    expect(words.nth(3)).to_contain_text("road, stuff")
    picture.hover(position={"x": width * 0.2, "y": width * 0.02})
    expect(words.nth(3)).not_to_contain_text("road")
    assert chosen.inner_text() == before
    changed(chosen, lambda: picture.click(position={"x": width * 0.5, "y": width * 0.95}))
    expect(chosen).to_contain_text("road, stuff")


def test_another_picture_and_a_photograph_are_answered(flavours: Any) -> None:
    counts = flavours.get_by_text("This picture has")
    changed(counts, lambda: choose(flavours, "flavours-picture", 1))
    choose(flavours, "flavours-picture", 8)
    expect(flavours.get_by_text("Nobody has outlined what is in this picture").first).to_be_visible()


def test_pieces_follow_the_neighbours(flavours: Any) -> None:
    line = flavours.get_by_text("The truth has")
    changed(line, lambda: choose(flavours, "flavours-picture", 1))  # where a step aside joins two pieces
    group = flavours.locator(".st-key-flavours-neighbours")
    changed(line, lambda: group.get_by_role("radio", name="8").click())


@live
def test_the_models_answer_too(flavours: Any) -> None:
    counts = flavours.get_by_text("This picture has")
    changed(counts, lambda: flavours.get_by_role("radio", name="The models").click())


@live
def test_every_stage_of_the_model_answers(flavours: Any) -> None:
    changed(
        flavours.get_by_text("proposals are drawn"),
        lambda: slide(flavours, "flavours-proposals", "ArrowRight"),
    )
    boxes = flavours.get_by_text("With a threshold of")
    changed(boxes, lambda: slide(flavours, "flavours-nms", "End"))
    slide(flavours, "flavours-nms", "Home")
    expect(boxes).to_contain_text("threshold of 0.00")
    changed(
        flavours.locator("figcaption", has_text="The box head on"),
        lambda: choose(flavours, "flavours-box", 2),
    )
    mask = flavours.get_by_text(re.compile("its box is [0-9.]+ × [0-9.]+ pixels"))
    changed(mask, lambda: choose(flavours, "flavours-mask", 1))


def test_a_box_moves_over_the_feature_map(flavours: Any) -> None:
    line = flavours.get_by_text("RoIPool moves a side of this box")
    changed(line, lambda: slide(flavours, "flavours-roi-left", "End"))
    changed(line, lambda: slide(flavours, "flavours-roi-width", "Home"))


@live
def test_the_curve_follows_the_fit_that_is_asked(flavours: Any) -> None:
    line = flavours.get_by_text("The AP of")
    changed(line, lambda: flavours.get_by_role("radio", name="All eight streets").click())
    expect(line).to_contain_text("over 8 streets")
    thumb = flavours.locator(".st-key-flavours-ap").get_by_role("slider")
    changed(line, lambda: thumb.press("End"))
    expect(line).to_contain_text("IoU of 0.95")


@live
def test_the_rules_of_the_merge_move_the_map_and_pq(flavours: Any) -> None:
    object_count, quality = (
        flavours.get_by_text("objects are in the map"),
        flavours.get_by_text("PQ is").first,
    )
    before = quality.inner_text()
    changed(object_count, lambda: slide(flavours, "flavours-score", "End"))
    expect(object_count).to_contain_text(re.compile("^0 of"))
    expect(quality).not_to_have_text(before)
    slide(flavours, "flavours-score", "Home")
    expect(object_count).not_to_contain_text(re.compile("^0 of"))
    changed(object_count, lambda: slide(flavours, "flavours-area", "End"))
    changed(object_count, lambda: slide(flavours, "flavours-stuff", "End"))
    slide(flavours, "flavours-area", "Home")
    changed(object_count, lambda: slide(flavours, "flavours-covered", "Home"))
    caption = flavours.get_by_text("Striped: without a match")
    changed(
        caption, lambda: flavours.locator("[class*=st-key-flavours-class]").get_by_role("radio").first.click()
    )


def test_the_objects_are_merged_split_dropped_and_painted(flavours: Any) -> None:
    scores = flavours.get_by_text("objects. mIoU is")

    def press(label: str) -> None:
        flavours.get_by_role("button", name=label, exact=True).click()

    before = scores.inner_text()
    assert changed(scores, lambda: press("Merge")) != before
    expect(flavours.get_by_text(re.compile("^PQ falls from"))).to_be_visible()
    press("Back to the truth")
    expect(scores).to_have_text(before)
    flavours.locator(".st-key-flavours-line").get_by_role("radio", name="across").click()
    changed(scores, lambda: press("Split"))
    changed(scores, lambda: choose(flavours, "flavours-first", 0) or press("Drop"))
    press("Back to the truth")
    expect(flavours.get_by_text("Nothing is changed yet")).to_be_visible()
    # The last object painted as another number is another object; on stuff no number stays.
    grid = flavours.locator(".st-key-mask_painter_widget-flavours-numbers").get_by_role("application").first
    grid.focus()
    for key in ("Home", "ArrowDown", "ArrowDown", "9"):
        grid.press(key)
    expect(scores).not_to_have_text(before)
    flavours.get_by_role("button", name="The panoptic id of each pixel").click()
    expect(flavours.get_by_role("region", name="Panoptic ids")).to_be_visible()
