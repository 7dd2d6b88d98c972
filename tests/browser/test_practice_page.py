"""The page on practice, used: the library by keyboard, the arena with a picture of one's own, the script taken home."""

import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from lessons.practice import arena
from tests.browser.opening import open_whole
from tests.browsers import stand_still
from tests.lessons.scenes.pictures import SCENE, encoded

pytestmark = pytest.mark.browser
SCORED = re.compile(r"^mIoU, this picture\s↓$")
SCRIPT = Path(__file__).parents[2] / "lessons" / "practice" / "train_own.py"


@pytest.fixture
def practice(page: Any, app_url: str) -> Any:
    open_whole(page, f"{app_url}/practice")
    return page


def test_another_network_is_one_changed_word_and_the_script_goes_home(practice: Any) -> None:
    field = practice.get_by_role("combobox", name="Architecture")
    stand_still(field)
    field.fill("PSP")
    expect(practice.get_by_role("option", name="PSPNet")).to_be_visible()
    field.press("Enter")
    expect(practice.get_by_text("model = smp.PSPNet(")).to_be_visible()
    expect(practice.get_by_role("columnheader", name="PSPNet with resnet34")).to_be_visible(timeout=60_000)
    height = practice.get_by_label("Height in pixels", exact=True)
    height.fill("250")
    height.press("Enter")
    expect(practice.get_by_text("PSPNet answers: Wrong input shape height=250")).to_be_visible(timeout=60_000)

    with practice.expect_download() as download:
        practice.get_by_role("button", name="Download train_own.py").click()
    assert download.value.suggested_filename == "train_own.py"
    assert Path(download.value.path()).read_bytes() == SCRIPT.read_bytes()

    practice.get_by_text("Every object apart", exact=True).click()
    expect(practice.get_by_role("heading", name="First try: Mask R-CNN")).to_be_visible()
    practice.get_by_role("link", name="Dice: twice the intersection").click()
    expect(practice.get_by_role("heading", level=1)).to_contain_text("Metrics")


def test_a_picture_of_ones_own_is_compared_without_a_truth(practice: Any) -> None:
    expect(practice.get_by_role("columnheader", name=SCORED)).to_be_visible(timeout=60_000)
    awaited = practice.get_by_text(re.compile("takes some seconds|Waiting for the numbers"))
    expect(awaited).to_have_count(0, timeout=60_000)  # a section that arrives closes an open list
    option = practice.get_by_role("option", name="Your own picture")
    for _ in range(10):  # what still moves into place closes an open list
        practice.wait_for_timeout(1000)
        if not option.is_visible():
            practice.get_by_role("combobox", name="Picture").click()
        if option.is_visible():
            option.click()
            break
    upload = practice.get_by_test_id("stFileUploaderDropzoneInput")
    file = encoded(Image.fromarray(SCENE), "PNG")
    upload.set_input_files({"name": "own.png", "mimeType": "image/png", "buffer": file})
    expect(practice.get_by_role("columnheader", name="mIoU between them")).to_be_visible(timeout=60_000)
    expect(practice.get_by_role("columnheader", name=SCORED)).to_have_count(0)
    expect(practice.get_by_text(f"All {len(arena.standings())} networks agree on")).to_be_visible()
    practice.set_viewport_size({"width": 390, "height": 844})
    wide = "document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
    practice.wait_for_timeout(1000)  # figures follow the window's width a moment later
    assert practice.evaluate(wide) <= 0, "tables scroll inside themselves, the page does not"
