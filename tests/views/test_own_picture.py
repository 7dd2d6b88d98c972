"""The learner's own picture on a page: from a file or the camera, good or bad, kept for the visit."""

import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from streamlit.testing.v1 import AppTest

from app import wiring
from app.components.picture_probe import Probed
from app.ui.figures.street_pictures import OWN
from lessons.models.serving.networks import Networks
from lessons.models.serving.runner import Runner
from lessons.models.weights import available
from lessons.scenes.uploads import fit, read_picture
from tests.lessons.scenes.pictures import BAD, SCENE, encoded
from tests.views.visits import Visit, texts

needs_fcn = pytest.mark.skipif(
    "fcn" not in available(), reason="the FCN's weights are not in assets/weights"
)  # fmt: skip


def picking() -> None:
    """A page that asks for a picture and says what it got."""
    import streamlit as st

    from app.ui.figures.street_pictures import choose_picture

    picture = choose_picture("which")
    st.markdown(f"{picture.name}, {picture.pixels.shape}, {int(picture.pixels.sum())}")
    st.caption(picture.about)


@pytest.fixture
def page() -> AppTest:
    test = AppTest.from_function(picking, default_timeout=120).run()
    return test.selectbox[0].set_value(OWN).run()


def upload(test: AppTest, data: bytes, name: str = "mine.png") -> AppTest:
    test.file_uploader[0].set_value((name, data, "image/png")).run()
    assert not test.exception
    return test


def told(pixels: Any) -> str:
    return f"{OWN}, {pixels.shape}, {int(pixels.sum())}"


GOOD = encoded(Image.fromarray(SCENE), "PNG")


def test_a_file_becomes_the_picture_and_its_bytes_are_let_go(page: AppTest) -> None:
    large = encoded(Image.fromarray(np.kron(SCENE, np.ones((4, 4, 1), np.uint8))), "JPEG")
    upload(page, large, "street.jpg")
    assert page.markdown[0].value == told(fit(read_picture(large), 128))
    assert "outside what they know" in page.caption[0].value
    assert "no truth to score" in page.caption[0].value
    assert "never written to a file" in page.caption[0].value
    assert page.session_state["own-file"].getvalue() == b""
    page.run()
    assert page.markdown[0].value == told(fit(read_picture(large), 128))
    assert not page.error


def test_without_a_picture_the_page_shows_the_first_street(page: AppTest) -> None:
    assert page.markdown[0].value.startswith("Street 1, (128, 128, 3)")
    assert page.caption[0].value == "Until you choose a picture, the page shows Street 1."


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_its_sentence_and_the_last_good_picture_stays(page: AppTest, name: str) -> None:
    data, word = BAD[name]
    upload(page, data)
    assert page.markdown[0].value.startswith("Street 1")
    assert len(page.error) == 1 and word in page.error[0].value
    upload(page, GOOD)
    assert page.markdown[0].value == told(SCENE) and not page.error
    upload(page, data)
    assert page.markdown[0].value == told(SCENE)
    assert len(page.error) == 1 and word in page.error[0].value


def test_the_picture_is_there_again_after_another_and_an_old_complaint_is_not(page: AppTest) -> None:
    upload(page, GOOD)
    upload(page, b"no picture at all")
    assert page.error
    page.selectbox[0].set_value("Street 3").run()
    assert page.markdown[0].value.startswith("Street 3")
    page.selectbox[0].set_value(OWN).run()
    assert page.markdown[0].value == told(SCENE) and not page.error


def test_the_picture_survives_a_switch_of_pages(visit: Visit) -> None:
    test = visit("unet")
    test.selectbox(key="unet-picture").set_value(OWN).run()
    upload(test, GOOD)
    assert "outside what they know" in texts(test)
    test.switch_page("views/argmax/page.py").run()
    assert not test.file_uploader
    test.switch_page("views/unet/page.py").run()
    assert not test.exception
    assert test.selectbox(key="unet-picture").value == OWN
    assert "It was made to fit 128 × 96 pixels." in texts(test)


def test_the_camera_is_on_the_page_only_when_it_is_wanted(page: AppTest) -> None:
    assert len(page.file_uploader) == 1 and not page.camera_input
    page.segmented_control(key="own-way").set_value("The camera").run()
    assert not page.file_uploader
    shot = encoded(Image.fromarray(SCENE), "JPEG")
    page.camera_input[0].set_value(("shot.jpg", shot, "image/jpeg")).run()
    assert page.markdown[0].value == told(read_picture(shot))
    page.selectbox[0].set_value("Street 1").run()
    assert not page.camera_input


def heads(height: int, width: int) -> None:
    """The first figure of the U-Net page, for a picture of this size."""
    import numpy as np

    from app.ui.figures.street_pictures import ChosenPicture
    from app.ui.kit.lesson_text import LessonText
    from app.views.unet import figures as unet_figures

    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3)).astype(np.uint8)
    unet_figures.two_heads(LessonText("unet"), ChosenPicture("any", pixels, None, ""))


@needs_fcn
@pytest.mark.parametrize(
    ("height", "width"),
    [(1, 1), (3, 128), (16, 128), (48, 128), (49, 49), (56, 128), (128, 50), (57, 101)],
)
def test_the_two_heads_take_a_picture_of_any_size(height: int, width: int) -> None:
    test = AppTest.from_function(heads, args=(height, width), default_timeout=120).run()
    assert not test.exception
    fits = min(height, width) > 48
    assert ("its kernel is larger than the map" in texts(test)) == (not fits)
    assert ("it says" in texts(test).lower() or "and says" in texts(test)) == fits


@needs_fcn
@pytest.mark.parametrize(
    ("pixel", "window"),
    [((0, 0), (1, 1)), ((64, 64), (6, 6)), ((127, 0), (10, 1)), ((40, 127), (3, 10)), ((71, 72), (6, 7))],
)
def test_the_window_follows_the_chosen_pixel_as_far_as_it_can(
    pixel: tuple[int, int], window: tuple[int, int]
) -> None:
    test = AppTest.from_function(heads, args=(128, 128), default_timeout=120).run()
    probe = test.session_state["picture_probe:unet-window"]
    choice = replace(probe.value, pixel=Probed(*pixel))
    test.session_state["picture_probe:unet-window"] = replace(probe, value=choice)
    test.run()
    assert not test.exception
    assert f"the window at row {window[0]}, column {window[1]}" in texts(test)


@needs_fcn
def test_a_busy_network_says_so_where_its_figure_would_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    started, let_go = threading.Event(), threading.Event()
    runner = Runner(concurrency=1, waiting=0)
    monkeypatch.setattr(wiring.networks, "built", Networks(runner, torch.device("cpu")))
    busy = threading.Thread(target=runner.run, args=("another's", lambda: started.set() or let_go.wait(60)))
    busy.start()
    assert started.wait(10)
    test = AppTest.from_function(heads, args=(64, 64), default_timeout=120).run()
    assert not test.exception
    assert ["try again" in each.value for each in test.warning] == [True]
    let_go.set()
    busy.join()
    test.run()
    assert not test.warning and "it says" in texts(test)
    runner.close()
