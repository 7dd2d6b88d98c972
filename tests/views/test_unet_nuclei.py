"""The nuclei on the U-Net page: with the pictures, without them, and without the trained network."""

import os
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from app.settings import settings
from app.views.unet.nuclei import NETWORK
from lessons.models.weights import available, scores
from lessons.scenes.nuclei import VARIABLE
from tests.views.visits import texts

needs_pictures = pytest.mark.skipif(
    not os.environ.get(VARIABLE), reason=f"{VARIABLE} does not name the public data set"
)


@pytest.fixture(autouse=True)
def fresh_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def nuclei() -> None:
    """The section alone."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.unet import nuclei as unet_nuclei

    unet_nuclei.home_ground(LessonText("unet"))


needs_network = pytest.mark.skipif(
    NETWORK not in available(), reason=f"the weights {NETWORK} are not in assets/weights"
)


@needs_network
@pytest.mark.parametrize("path", ["", "nowhere.npz"])
def test_without_the_pictures_there_are_drawn_ones_and_no_word_for_operators(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, path)
    test = AppTest.from_function(nuclei, default_timeout=120).run()
    said = set()
    for number in (1, 2, 3):
        test.slider(key="unet-nuclei-drawn").set_value(number).run()
        assert not test.exception and not test.info
        assert "drawn by a program" in texts(test) and VARIABLE not in texts(test)
        said.add(next(each.value for each in test.markdown if "The IoU of the nuclei" in each.value))
    assert len(said) == 3
    row = scores(NETWORK)
    for value in (row["per_picture_iou"]["nucleus"], row["per_class_iou"]["nucleus"], row["boundary_iou"]):
        assert f"{value:.3f}" in texts(test)


@needs_pictures
@pytest.mark.skipif(NETWORK in available(), reason="the network is trained")
def test_without_the_network_it_says_how_to_train_it() -> None:
    test = AppTest.from_function(nuclei, default_timeout=120).run()
    assert not test.exception
    assert [NETWORK in each.value for each in test.info] == [True]


@needs_pictures
@needs_network
def test_every_held_out_picture_can_be_looked_at() -> None:
    test = AppTest.from_function(nuclei, default_timeout=120).run()
    test.segmented_control(key="unet-nuclei-kind").set_value("Under the microscope").run()
    assert test.slider[0].max == 67
    said = set()
    for number in (1, 2, 67):
        test.slider[0].set_value(number).run()
        assert not test.exception
        [line] = [each.value for each in test.markdown if "The IoU of the nuclei" in each.value]
        said.add(line)
    assert len(said) == 3
    assert "67 real pictures kept out of training" in texts(test)
