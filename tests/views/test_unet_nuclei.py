"""The nuclei on the U-Net page: with the pictures, without them, and without the trained network."""

import os
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from app.settings import settings
from app.views.unet.nuclei import NETWORK
from lessons.models.weights import available
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


@pytest.mark.parametrize("path", ["", "nowhere.npz"])
def test_without_the_pictures_it_says_how_to_get_them(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, path)
    test = AppTest.from_function(nuclei, default_timeout=120).run()
    assert not test.exception
    assert len(test.info) == 1 and "BBBC038" in test.info[0].value and VARIABLE in test.info[0].value
    assert not test.slider


@needs_pictures
@pytest.mark.skipif(NETWORK in available(), reason="the network is trained")
def test_without_the_network_it_says_how_to_train_it() -> None:
    test = AppTest.from_function(nuclei, default_timeout=120).run()
    assert not test.exception
    assert [NETWORK in each.value for each in test.info] == [True]


@needs_pictures
@pytest.mark.skipif(NETWORK not in available(), reason=f"the weights {NETWORK} are not in assets/weights")
def test_every_held_out_picture_can_be_looked_at() -> None:
    test = AppTest.from_function(nuclei, default_timeout=120).run()
    assert test.slider[0].max == 67
    said = set()
    for number in (1, 2, 67):
        test.slider[0].set_value(number).run()
        assert not test.exception
        [line] = [each.value for each in test.markdown if "The IoU of the nuclei" in each.value]
        said.add(line)
    assert len(said) == 3
    assert "67 pictures kept out of training" in texts(test)
