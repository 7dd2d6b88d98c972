"""Numbers as words, and the networks that every page may ask for."""

from math import nan

import numpy as np
import pytest

from app.ui.figures.numbers import day, number, percent, score, tiny
from app.ui.figures.outlines import TINTS, pale, tint
from app.ui.networks import guard
from app.ui.shell.minutes import in_minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (percent(0.125), "12 %"),
        (percent(0.1234, 1), "12.3 %"),
        (score(0.12345), "0.123"),
        (score(nan), "not defined"),
        (number(-1.234, 2), "−1.23"),
        (number(0.5, 1, signed=True), "+0.5"),
        (tiny(5.3e-06), "0.000005"),
        (tiny(0.25), "0.2"),
        (tiny(0.0), "0"),
        (day("2026-11-06"), "6 November 2026"),
        (in_minutes(1), "1 minute"),
        (in_minutes(2), "2 minutes"),
    ],
)
def test_numbers_are_written_as_the_pages_write_them(text: str, expected: str) -> None:
    assert text == expected


def test_tints_start_again_after_the_last_and_grey_is_pale() -> None:
    assert bytes(tint(len(TINTS) + 1).astype(np.uint8)) == bytes.fromhex(TINTS[0][1:])
    grey = pale(np.array([[[0, 0, 0], [255, 255, 255]]], np.uint8))
    assert grey.shape == (1, 2, 3) and (grey[0, 0] == 125).all() and (grey[0, 1] == 239.75).all()


def test_networks_of_every_task_are_found_by_their_weights() -> None:
    assert all(guard.ready(name) for name in ("unet", "mask_rcnn", "sam"))
    assert not guard.ready("nobody")
