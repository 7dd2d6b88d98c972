"""The atlas in real Chromium: looking, selecting, painting fast and once."""

import re
from functools import partial

import numpy as np
import pytest
from playwright.sync_api import expect

from app.components.feature_atlas import scaled
from app.components.ramp import RAMP
from tests.components.app.atlas import waves
from tests.components.demo import Demo, Opener, every_look

pytestmark = pytest.mark.browser


class Atlas(Demo):
    """A tab on the page with the feature atlas."""

    path = "atlas"
    ready = "pw-atlas-canvas"


@pytest.fixture
def opened(open_demo: Opener) -> Opener:
    return partial(open_demo, Atlas)


def pixels(atlas, testid: str, box: tuple[int, int, int, int]) -> np.ndarray:
    """RGB of a region (x, y, width, height) of a canvas."""
    values = atlas.find(testid).evaluate(
        "(canvas, box) => [...canvas.getContext('2d').getImageData(...box).data]", list(box)
    )
    return np.array(values).reshape(box[3], box[2], 4)[..., :3]


def test_the_enlarged_channel_has_exactly_the_ramps_colours(opened):
    atlas = opened()
    atlas.page.get_by_role("option").nth(21).hover()
    expect(atlas.find("pw-atlas-name")).to_have_text("Channel 22 of 64")
    levels = scaled(waves(64, 64, 64), shared=False).levels
    assert (pixels(atlas, "pw-atlas-big", (0, 0, 64, 64)) == RAMP[levels[21]]).all()
    assert atlas.errors == []


def test_pointing_tells_the_value_under_the_pointer(opened):
    atlas = opened()
    option = atlas.page.get_by_role("option").nth(40)
    box = option.bounding_box()
    row, column = 12, 45
    atlas.page.mouse.move(
        box["x"] + box["width"] * (column + 0.5) / 64, box["y"] + box["height"] * (row + 0.5) / 64
    )
    readout = atlas.find("pw-atlas-value")
    expect(readout).to_have_text(re.compile(f"at row {row + 1}, column {column + 1}"))
    maps = waves(64, 64, 64)
    value = float(readout.inner_text().removeprefix("≈ ").split()[0].replace("−", "-"))
    assert value == pytest.approx(maps[40, row, column], abs=maps[40].max() / 255)
    assert atlas.find("pw-atlas-range").inner_text() == f"0 to {maps[40].max():.3g}"


def test_a_click_selects_for_python_and_a_second_one_clears(opened):
    atlas = opened()
    option = atlas.page.get_by_role("option").nth(10)
    option.click()
    atlas.python_says("channel: 10")
    expect(option).to_have_attribute("aria-selected", "true")
    option.click()
    atlas.python_says("channel: None")
    expect(option).to_have_attribute("aria-selected", "false")


def test_the_keyboard_looks_and_selects(opened):
    atlas = opened()
    runs = atlas.runs
    columns = atlas.find("pw-atlas-options").evaluate(
        "node => getComputedStyle(node).gridTemplateColumns.split(' ').length"
    )
    atlas.find("pw-atlas-options").focus()
    atlas.press("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft")
    at = columns + 1
    expect(atlas.find("pw-atlas-name")).to_have_text(f"Channel {at + 1} of 64")
    assert atlas.runs == runs, "looking around is the browser's own"
    atlas.press("Enter")
    atlas.python_says(f"channel: {at}")
    active = atlas.find("pw-atlas-options").get_attribute("aria-activedescendant")
    named = atlas.page.locator(f"#{active}")
    expect(named).to_have_attribute("aria-label", re.compile(f"^channel {at + 1} of 64, from 0 to "))
    atlas.press("End")
    expect(atlas.find("pw-atlas-name")).to_have_text("Channel 64 of 64")


def test_the_selection_survives_another_page_and_other_pixels(opened):
    atlas = opened()
    atlas.page.get_by_role("option").nth(7).click()
    atlas.python_says("channel: 7")
    atlas.page.get_by_text("Shared scale", exact=True).click()
    expect(atlas.find("pw-atlas-summary")).to_contain_text("One scale for all channels")
    atlas.page.get_by_role("link", name="Start").click()
    expect(atlas.find("pw-atlas")).to_have_count(0)
    atlas.page.get_by_role("link", name="Atlas").click()
    atlas.is_ready()
    atlas.python_says("channel: 7")
    expect(atlas.page.get_by_role("option").nth(7)).to_have_attribute("aria-selected", "true")


def test_unchanged_pixels_do_not_travel_again(opened):
    """Streamlit replaces a message it has sent before by its hash: a rerun is much less than the maps."""
    frames: list[int] = []
    atlas = opened()
    atlas.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda data: frames.append(len(data))),
    )
    atlas.open()
    assert max(frames) > 64 * 64 * 64
    atlas.page.get_by_role("option").nth(3).click()
    atlas.python_says("channel: 3")
    frames.clear()
    runs = atlas.runs
    atlas.page.get_by_role("button", name="Rerun").click()
    atlas.python_says(f"runs: {runs + 1}")
    atlas.page.get_by_role("option").nth(5).click()
    atlas.python_says("channel: 5")
    assert 0 < sum(frames) < 64 * 64 * 64 / 4


def test_paints_64_channels_of_64_by_64_within_30_ms(opened):
    atlas = opened()
    durations = []
    for summary in ["One scale", "Each channel"] * 3:
        atlas.page.get_by_text("Shared scale", exact=True).click()
        expect(atlas.find("pw-atlas-summary")).to_contain_text(summary)
        durations.append(float(atlas.find("pw-atlas").get_attribute("data-milliseconds")))
    print(f"\natlas, browser: decode and paint 64 × 64 × 64 in {min(durations):.1f} ms (all: {durations})")
    assert min(durations) < 30


def test_256_channels_stay_large_enough_for_a_finger(opened):
    atlas = opened(viewport={"width": 390, "height": 844})
    atlas.page.get_by_text("256", exact=True).click()
    expect(atlas.page.get_by_role("option")).to_have_count(256)
    atlas.page.wait_for_timeout(300)
    box = atlas.page.get_by_role("option").last.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    assert not atlas.scrolls_sideways()


@every_look
def test_is_accessible_and_fits(opened, scheme, width):
    atlas = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
    atlas.page.get_by_text("Mark a pixel", exact=True).click()
    atlas.page.get_by_role("option").nth(2).click()
    atlas.python_says("channel: 2")
    assert atlas.serious() == []
    assert not atlas.scrolls_sideways()
    assert atlas.errors == []
