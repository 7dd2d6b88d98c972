"""Every figure of the U-Net page takes a picture of any size, down to one pixel."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.ui.kit.sections import EVERYTHING
from lessons.models.weights import available
from tests.views.visits import texts

pytestmark = pytest.mark.skipif(
    not {"unet", "fcn"} <= {*available()}, reason="the weights unet and fcn are not in assets/weights"
)


def figures(height: int, width: int) -> None:
    """The figures that follow the chosen picture, one after the other."""
    import numpy as np

    from app.ui.figures.street_pictures import ChosenPicture
    from app.ui.kit.lesson_text import LessonText
    from app.views.unet import figures as unet_figures
    from app.views.unet import fusion as unet_fusion
    from app.views.unet import pixel as unet_pixel
    from app.views.unet import surgery as unet_surgery

    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3)).astype(np.uint8)
    chosen, words = ChosenPicture("any", pixels, None, ""), LessonText("unet")
    shown = (unet_figures.two_heads, unet_figures.inside, unet_figures.what_came_from_where)
    for figure in (*shown, unet_pixel.ask_a_pixel, unet_fusion.fused, unet_surgery.twin):
        figure(words, chosen)


def opened(height: int, width: int) -> AppTest:
    """All of the figures under a picture of this size."""
    test = AppTest.from_function(figures, args=(height, width), default_timeout=120)
    test.session_state[EVERYTHING] = True
    return test.run()


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 128), (16, 128), (128, 16), (32, 32), (57, 101)])
def test_every_figure_takes_a_picture_of_this_size(height: int, width: int) -> None:
    test = opened(height, width)
    assert not test.exception
    for level in (1, 2, 3):
        test.segmented_control(key="unet-origins-level").set_value(level).run()
        assert not test.exception
    assert "the skip's share is" in texts(test) and "nan" not in texts(test).split()
    assert "The runner-up is" in texts(test)


@pytest.mark.parametrize(
    ("block", "pixels"), [("encoder.4", 16), ("decoder.0", 8), ("decoder.3", 1), ("head", 1)]
)
def test_a_cell_of_a_padded_map_stands_for_a_power_of_two_pixels(block: str, pixels: int) -> None:
    """A height of 85 is padded to 96: each of the six rows at the bottom is of 16 pixels, not of 85 / 6."""
    test = opened(85, 128)
    diagram = test.session_state["u_diagram:unet-u"]
    choice = replace(diagram.value, chosen=replace(diagram.value.chosen, block=block))
    test.session_state["u_diagram:unet-u"] = replace(diagram, value=choice)
    test.run()
    assert not test.exception
    assert f"One cell stands for {pixels} × {pixels} pixels." in texts(test)
