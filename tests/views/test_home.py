"""The home page: one street three ways, and the colouring that is rewarded."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.ui.figures import three_ways
from lessons.argmax.street import TRUTH
from lessons.argmax.three_ways import share_of_others
from lessons.flavours.components import box_of
from lessons.models.weights import available
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.scenes.scan import drawn_scan
from tests.views.visits import Visit, texts


def paint(test: Any, mask: list[list[int]]) -> str:
    """All that the page says after this mask was painted."""
    painter = "mask_painter:home-street"
    remembered = test.session_state[painter]
    value = replace(remembered.value, prediction=tuple(map(tuple, mask)))
    test.session_state[painter] = replace(remembered, value=value)
    test.run()
    assert not test.exception
    return " ".join([texts(test), *(each.value for each in test.success)])


def test_the_finished_colouring_says_what_was_learned_and_what_comes_next(visit: Visit) -> None:
    test = visit("home")
    assert not test.success
    truth = [list(row) for row in TRUTH]
    # One class that is there is missing: not finished, however many pixels fit.
    without_person = [[0 if label == 4 else label for label in row] for row in truth]
    assert "You have made a mask" not in paint(test, without_person)
    nearly = [row[:] for row in truth]
    nearly[0][0] = 1
    said = paint(test, nearly)
    assert "You have made a mask" in said and "99 % of its pixels fit the truth" in said and "Next" in said
    assert "100 % of its pixels" in paint(test, truth)
    # It stays, whatever comes later.
    assert "100 % of its pixels" in paint(test, [[0] * 12 for _ in range(8)])


@pytest.mark.skipif("unet" not in available(), reason="the U-Net's weights are not in assets/weights")
def test_the_street_is_described_by_the_network_and_the_scan_by_its_drawing() -> None:
    answer, street = three_ways.street_answered(), street_scene(three_ways._STREET)
    assert answer["label"] in CLASS_NAMES
    cars = [box["sides"] for box in answer["boxes"] if box["name"] == "car"]
    assert len(cars) == len(set(street.instance_ids[street.mask == CLASS_NAMES.index("car")].tolist()))
    assert answer["captions"][1].startswith(f"{len(answer['boxes'])} boxes.")
    assert "16,384 pixels" in answer["captions"][0]
    scan = drawn_scan(three_ways._SCAN)
    panel = three_ways.drawn_scan_answered()
    assert panel["answer"] and panel["answer"]["boxes"][0]["sides"] == box_of(scan.mask)
    healthy = share_of_others(scan.mask, 1, box_of(scan.mask))
    assert (
        panel["answer"]["captions"][1]
        == f"A box around it. {100 * healthy:.0f} % of what is inside is healthy."
    )
    assert f"{scan.mask.sum()} pixels are tumour" in panel["answer"]["captions"][2]


def test_the_first_page_needs_no_torch() -> None:
    program = (
        "import sys; import app.views.home.colouring; from app.ui.figures import three_ways; "
        "three_ways.drawn_scan_answered(); assert 'torch' not in sys.modules"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
