"""The stamp player in real Chromium: played, stepped, scrubbed and edited."""

import re
from functools import partial

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.upsampling.transposed import Setting, overlap_counts, stamps
from tests.components.demo import Demo, Opener

pytestmark = pytest.mark.browser

GIVEN, KERNEL, SETTING = np.array([[1.0, 2.0], [3.0, 4.0]]), np.ones((3, 3)), Setting(3, 2)


class Player(Demo):
    """A tab on the page with the stamp player."""

    path = "player"
    ready = "pw-stamps"

    def press(self, *names: str) -> None:
        """Press these buttons of the player, one after the other."""
        for name in names:
            self.find(f"pw-stamps-{name}").click()

    def number(self, label: str, value: int) -> None:
        """Set a number of the page, outside the player."""
        field = self.page.get_by_label(label, exact=True)
        field.fill(str(value))
        field.press("Enter")

    @property
    def paints(self) -> int:
        return int(self.find("pw-stamps").get_attribute("data-paints") or 0)


@pytest.fixture
def opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Player)


def spoken(values: np.ndarray) -> str:
    """A map as the canvas tells it to a screen reader."""
    rows = (", ".join(f"{value:g}".replace("-", "−") for value in row) for row in values)
    return "".join(f"; row {at}: {row}" for at, row in enumerate(rows, start=1))


def output_after(step: int, given: np.ndarray = GIVEN, kernel: np.ndarray = KERNEL) -> str:
    made = list(stamps(given, kernel, SETTING))
    return f"Output, 5 × 5, after {step} of {len(made)} stamps{spoken(made[step - 1].output)}"


def test_stepping_shows_the_running_sums_and_asks_python_nothing(opened):
    player = opened()
    runs = player.runs
    expect(player.find("pw-stamps-told")).to_have_text("Stamp 0 of 4")
    for step in (1, 2, 3, 4):
        player.press("step")
        expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(step))
        cell = divmod(step - 1, 2)
        expect(player.find("pw-stamps-said")).to_have_text(f"Cell {cell} holds {step}.")
        expect(player.find(f"pw-stamps-input-{cell[0]}-{cell[1]}")).to_have_class("pw-stamps-now")
    counts = (
        f"Stamps that reach each cell, 5 × 5, after 4 of 4 stamps{spoken(overlap_counts((2, 2), SETTING))}"
    )
    expect(player.find("pw-stamps-counts")).to_have_attribute("aria-label", counts)
    player.press("back")
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(3))
    assert player.runs == runs
    assert player.errors == []


def test_playing_goes_to_the_end_pauses_and_begins_again(opened):
    player = opened()
    player.press("play")
    expect(player.find("pw-stamps-play")).to_have_text("Pause")
    player.press("play")
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", re.compile("after [123] of 4"))
    player.press("play")
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(4))
    expect(player.find("pw-stamps-play")).to_have_text("Play again")
    player.press("play")
    expect(player.find("pw-stamps-told")).to_have_text("Stamp 1 of 4")


def test_every_frame_of_the_screen_is_painted_while_it_plays(opened):
    player = opened()
    player.number("Cells", 4)
    player.number("Kernel size", 5)
    expect(player.find("pw-stamps-told")).to_have_text("Stamp 0 of 16")
    player.python_says("runs: 3")
    before = player.paints
    player.press("play")
    milliseconds, frames = player.page.evaluate(
        """() => new Promise((resolve) => {
             const started = performance.now();
             let frames = 0;
             const tick = (now) => {
               frames++;
               if (now - started > 3000) resolve([now - started, frames]);
               else requestAnimationFrame(tick);
             };
             requestAnimationFrame(tick);
           })"""
    )
    painted = player.paints - before
    print(
        f"{1000 * painted / milliseconds:.0f} frames a second painted, {1000 * frames / milliseconds:.0f} shown"
    )
    assert painted >= 0.95 * frames
    player.python_says("runs: 3")


def test_it_plays_without_flying_stamps_where_less_motion_is_wanted(opened):
    player = opened(reduced_motion="reduce")
    before = player.paints
    player.press("step")
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(1))
    assert player.paints - before <= 2


def test_nothing_moves_by_itself(opened):
    player = opened()
    before = player.paints
    player.page.wait_for_timeout(1500)
    assert player.paints == before
    expect(player.find("pw-stamps-told")).to_have_text("Stamp 0 of 4")


def test_the_slider_scrubs_by_keyboard(opened):
    player = opened()
    place = player.find("pw-stamps-place")
    place.focus()
    place.press("End")
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(4))
    place.press("ArrowLeft")
    place.press("ArrowLeft")
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(2))
    expect(place).to_have_attribute("aria-valuetext", "2 of 4")


def test_an_edited_number_is_answered_with_new_stamps_where_the_player_stands(opened):
    player = opened()
    player.press("step", "step")
    field = player.find("pw-stamps-input-0-1")
    field.fill("-2.5")
    field.press("Tab")
    player.python_says("input: [1.0, -2.5, 3.0, 4.0]")
    edited = np.array([[1.0, -2.5], [3.0, 4.0]])
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(2, edited))
    weight = player.find("pw-stamps-kernel-2-2")
    weight.focus()
    weight.press("ArrowUp")
    player.python_says("kernel: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0]")
    kernel = KERNEL.copy()
    kernel[2, 2] = 2
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(2, edited, kernel))
    assert player.errors == []


@pytest.mark.parametrize("typed", ["", "100", "-99.5"])
def test_what_is_no_number_of_the_range_is_refused_in_one_sentence(opened, typed):
    player = opened()
    runs = player.runs
    field = player.find("pw-stamps-input-0-0")
    field.fill(typed)
    field.press("Tab")
    expect(player.find("pw-stamps-said")).to_have_text("Type a number from −99 to 99.")
    expect(field).to_have_value("1")
    assert player.runs == runs


def test_quick_edits_all_count_and_survive_other_sizes_and_pages(opened):
    player = opened()
    for at in range(4):
        player.find(f"pw-stamps-input-{at // 2}-{at % 2}").fill(str(10 + at))
    player.find("pw-stamps-input-1-1").press("Tab")
    player.python_says("input: [10.0, 11.0, 12.0, 13.0]")
    player.number("Cells", 3)
    player.python_says("input: [10.0, 11.0, 3.0, 12.0, 13.0, 6.0, 7.0, 8.0, 9.0]")
    expect(player.find("pw-stamps-input-2-2")).to_have_value("9")
    player.page.get_by_role("link", name="Start").click()
    expect(player.find("pw-stamps")).to_have_count(0)
    player.page.get_by_role("link", name="Player").click()
    player.number("Cells", 3)
    player.python_says("input: [10.0, 11.0, 3.0, 12.0, 13.0, 6.0, 7.0, 8.0, 9.0]")
    expect(player.find("pw-stamps-input-1-1")).to_have_value("13")


def test_a_light_veil_is_lifted_by_a_press_and_comes_back_for_another_setting(opened):
    player = opened()
    player.page.get_by_text("light", exact=True).click()
    expect(player.find("pw-stamps-veil")).to_have_text("Guess or press Play.")
    expect(player.find("pw-stamps-output")).to_be_hidden()
    expect(player.find("pw-stamps-summary")).to_be_hidden()
    player.press("step")
    expect(player.find("pw-stamps-veil")).to_be_hidden()
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(1))
    expect(player.find("pw-stamps-summary")).to_have_text("This is the sum.")
    player.number("Padding", 1)
    expect(player.find("pw-stamps-veil")).to_be_visible()
    expect(player.find("pw-stamps-told")).to_have_text("Stamp 0 of 4")


def test_a_locked_veil_stays_until_python_lifts_it(opened):
    player = opened()
    player.page.get_by_text("locked", exact=True).click()
    expect(player.find("pw-stamps-veil")).to_have_text("Guess first.")
    expect(player.find("pw-stamps-place")).to_be_disabled()
    player.find("pw-stamps-play").dispatch_event("click")
    expect(player.find("pw-stamps-output")).to_be_hidden()
    expect(player.find("pw-stamps-told")).to_have_text("Stamp 0 of 4")
    player.page.get_by_text("no", exact=True).click()
    expect(player.find("pw-stamps-output")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened, scheme):
    player = opened(color_scheme=scheme)
    player.press("step")
    expect(player.find("pw-stamps-output")).to_have_attribute("aria-label", output_after(1))
    assert player.serious() == []


@pytest.mark.parametrize("width", [360, 390, 768])
def test_the_largest_player_fits_a_small_screen(opened, width):
    player = opened(viewport={"width": width, "height": 800})
    player.number("Cells", 4)
    player.number("Kernel size", 5)
    expect(player.find("pw-stamps-told")).to_have_text("Stamp 0 of 16")
    room = player.find("pw-stamps").bounding_box()
    for name in ("output", "counts"):
        box = player.find(f"pw-stamps-{name}").bounding_box()
        assert box["x"] + box["width"] <= room["x"] + room["width"] + 1
    assert not player.page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
