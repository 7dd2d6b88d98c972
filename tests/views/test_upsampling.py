"""The upsampling page: what it asks, what it refuses, and that its numbers are those of the lesson."""

import base64
import json
import re
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from lessons.models import model
from lessons.models.weights import available, manifest
from lessons.scenes import street_scene
from lessons.upsampling.checkerboard import checkerboard_index
from tests.views.visits import Visit, texts, warnings


@pytest.fixture
def page(visit: Visit) -> Any:
    test = visit("upsampling")
    assert not test.exception
    return test


@pytest.fixture
def asked(visit: Visit) -> Any:
    """The page with the book closed."""
    return visit("upsampling", closed_book=True)


def set_number(test: Any, name: str, value: int) -> Any:
    return test.number_input(key=f"upsampling-{name}").set_value(value).run()


def guess(test: Any) -> Any:
    """The field for the size of the output under the setting of now."""
    return next(each for each in test.number_input if "how many cells" in each.label)


def sent(test: Any) -> dict[str, Any]:
    """What the player's browser side was told."""
    for each in test.get("bidi_component"):
        data = each.proto.bytes
        header = json.loads(data[4 : 4 + int.from_bytes(data[:4], "little")]) if data else {}
        if "sentences" in header:
            return header
    raise AssertionError("the page shows no stamp player")


def predicted(test: Any, size: int = 5) -> Any:
    """The page after a prediction of this size."""
    return guess(test).set_value(size).run()


def test_the_output_is_locked_until_the_first_guess_and_only_veiled_later(asked: Any) -> None:
    assert sent(asked)["veil"]["locked"]
    guess(asked).set_value(4).run()
    assert "**It is 5.**" in texts(asked)
    assert sent(asked)["veil"] is None
    assert sent(asked)["summary"].startswith("(2 − 1) · 2 − 2 · 0 + 1 · (3 − 1) + 0 + 1 = 5 cells")
    set_number(asked, "stride", 3)
    assert sent(asked)["veil"]["locked"] is False
    guess(asked).set_value(6).run()
    assert "**That is right.**" in texts(asked)
    set_number(asked, "stride", 2)
    assert sent(asked)["veil"] is None


def test_the_output_can_be_had_without_a_guess(asked: Any) -> None:
    asked.button(key="upsampling-show").click().run()
    assert sent(asked)["veil"] is None
    set_number(asked, "stride", 3)
    assert sent(asked)["veil"]["locked"]


def test_an_open_book_shows_the_output(page: Any) -> None:
    assert sent(page)["veil"] is None and not page.info
    assert "Stuffed with zeros, the input has" in texts(page)


def test_nothing_on_the_page_gives_the_size_away_before_it_is_predicted(asked: Any) -> None:
    def told() -> bool:
        """Whether the other two views of the output, which show how large it is, are on the page."""
        return "Stuffed with zeros, the input has" in texts(asked) or any(
            "Row 13 of" in str(each.proto) for each in asked.get("html")
        )

    asked.button(key="open-deeper-views").click().run()
    asked.button(key="pass-upsampling-views").click().run()
    waiting = "Say above how many cells the output will have. Then both views of it appear here."
    assert not told() and waiting in [each.value for each in asked.info]
    predicted(asked)
    assert told() and not asked.info
    set_number(asked, "padding", 1)
    assert not told() and waiting in [each.value for each in asked.info]
    predicted(asked, 3)
    assert "Stuffed with zeros, the input has" in texts(asked) and not asked.info


def test_the_name_of_the_prediction_is_plain(page: Any) -> None:
    """Streamlit hands a label to screen readers as it is written."""
    assert guess(page).label == "Your prediction: how many cells on each side will the output have?"


def test_the_sentence_of_a_stamp_counts_the_weights_that_land_inside(page: Any) -> None:
    set_number(page, "padding", 1)
    assert sent(page)["sentences"] == [
        "Input cell (1, 1) holds 1. Its stamp begins at output cell (0, 0); 4 of its 9 weights land inside.",
        "Input cell (1, 2) holds 2. Its stamp begins at output cell (0, 2); 4 of its 9 weights land inside.",
        "Input cell (2, 1) holds 3. Its stamp begins at output cell (2, 0); 4 of its 9 weights land inside.",
        "Input cell (2, 2) holds 4. Its stamp begins at output cell (2, 2); 4 of its 9 weights land inside.",
    ]


def test_one_dimension_has_an_input_of_its_own(page: Any) -> None:
    page.segmented_control(key="upsampling-dimensions").set_value(1).run()
    assert not page.exception
    assert (sent(page)["given"], sent(page)["output"]) == ([[1, 2]], [1, 5])
    assert "= 5 cells in a row." in sent(page)["summary"]
    set_number(page, "cells", 8)
    assert sent(page)["output"] == [1, 17]
    predicted(page, 17)
    assert "the input has **19** cells instead of 8" in texts(page)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("stride", 0, "The stride is 0; choose 1 or more."),
        ("kernel_size", 0, "The kernel_size is 0; choose 1 or more."),
        ("kernel_size", 6, "The kernel_size is 6; this page draws up to 5, so choose 5 or less."),
        ("dilation", 5, "The dilation is 5; this page draws up to 4, so choose 4 or less."),
        ("padding", -1, "The padding is -1; choose 0 or more."),
        (
            "output_padding",
            2,
            "The output_padding is 2; choose one below 2, the larger of stride and dilation.",
        ),
        (
            "padding",
            3,
            "A padding of 3 cuts 6 cells off, but the stamps cover only 5; choose a smaller padding.",
        ),
        ("cells", 0, "The input has 0 cells; give at least one."),
        ("cells", 5, "The input has 5 cells on a side; this page draws up to 4, so choose fewer."),
    ],
)
def test_an_impossible_setting_gets_one_sentence(page: Any, name: str, value: int, told: str) -> None:
    set_number(page, name, value)
    assert not page.exception
    assert warnings(page) == [f"{told} Below is still the last setting that can be drawn."]
    assert "= 5 cells on each side." in sent(page)["summary"], "the last player stays"


def test_after_an_impossible_setting_the_last_one_drawn_stays(page: Any) -> None:
    set_number(page, "stride", 3)
    set_number(page, "kernel_size", 9)
    assert "= 6 cells on each side." in sent(page)["summary"]
    set_number(page, "kernel_size", 2)
    assert "= 5 cells on each side." in sent(page)["summary"] and not warnings(page)


def test_a_value_is_blended_and_the_convention_moves_its_place(page: Any) -> None:
    assert "0.5625 · 0 + 0.1875 · 8 + 0.1875 · 4 + 0.0625 · 16 = **3.25**" in texts(page)
    page.toggle(key="upsampling-blend-corners").set_value(True).run()
    assert "row 1.3333, column 1.3333 of the old map" in texts(page)
    page.segmented_control(key="upsampling-blend-size").set_value(3).run()
    assert not page.exception


def test_checkerboards_at_birth_depend_on_weights_and_kernel(page: Any) -> None:
    assert "Transposed, kernel 3, even weights, 1 doubling: checkerboard index **1.000**" in texts(page)
    page.selectbox(key="upsampling-checkers-name").set_value("transposed_k4").run()
    assert "Transposed, kernel 4, even weights, 1 doubling: checkerboard index **0.000**" in texts(page)
    page.segmented_control(key="upsampling-checkers-start").set_value("random").run()
    page.segmented_control(key="upsampling-checkers-stages").set_value(3).run()
    assert "Transposed, kernel 4, random weights, 3 doublings" in texts(page)
    assert not page.exception


@pytest.mark.skipif("unet" not in available(), reason="the U-Net's weights are not in assets/weights")
def test_both_numbers_of_the_trained_network_are_told(page: Any) -> None:
    [told] = [each.value for each in page.markdown if "right behind the last" in each.value]
    up, logits, image, birth = (float(piece) for piece in told.split("**")[1:8:2])
    assert birth > 0.99 > up > logits > image > 0
    times = int(told.split("**")[9].removesuffix("times"))
    assert times == pytest.approx(birth / logits, rel=0.02) and times > 100


@pytest.mark.skipif("unet" not in available(), reason="the U-Net's weights are not in assets/weights")
def test_the_pictures_of_the_trained_network_are_parts_of_its_maps(page: Any) -> None:
    [shown] = [each.proto.body for each in page.get("html") if "Right behind the last" in each.proto.body]
    pictures = [
        np.asarray(Image.open(BytesIO(base64.b64decode(piece.partition('"')[0]))))
        for piece in shown.split("data:image/png;base64,")[1:]
    ]
    assert [picture.shape for picture in pictures] == 3 * [(48, 48, 3)]
    assert np.array_equal(pictures[2], street_scene(0).image[56:104, 56:104])
    # What the index says can be seen: the first picture has a pattern of two cells, the second hardly any.
    behind, logits = (checkerboard_index(picture.mean(axis=-1)) for picture in pictures[:2])
    assert behind > 10 * logits


def test_the_costs_follow_their_sliders(page: Any) -> None:
    for name, value in (("inputs", 8), ("outputs", 4), ("map", 8)):
        page.slider(key=f"upsampling-{name}").set_value(value).run()
    assert "Doubling 8 channels of 8 × 8 cells to 4 channels" in texts(page)


def test_the_costs_name_the_networks_and_tell_both_causes_of_checkerboards_apart(page: Any) -> None:
    [table] = [
        each.proto.body for each in page.get("html") if "Boundary IoU of networks here" in each.proto.body
    ]
    rows = {
        row.split("</th>")[0]: re.findall("<td>(.*?)</td>", row)
        for row in table.split('<th scope="row">')[1:]
    }
    assert {name: (row[3], row[4]) for name, row in rows.items()} == {
        "Transposed, kernel 2": ("1.000", "0.000"),
        "Transposed, kernel 3": ("1.000", "1.000"),
        "Transposed, kernel 4": ("1.000", "0.000"),
        "Nearest, then convolution": ("0.000", "0.000"),
        "Bilinear, then convolution": ("0.000", "0.000"),
        "Sub-pixel convolution": ("1.000", "0.000"),
    }
    assert rows["Nearest, then convolution"][5] == "none"
    rows_by_name = {name: row for name, row in manifest().items() if model(name).task == "semantic"}
    scores = {model(name).title: row["held_out"]["boundary_iou"] for name, row in rows_by_name.items()}
    told = [entry.rsplit(" ", 1) for row in rows.values() if row[5] != "none" for entry in row[5].split("; ")]
    assert told and all(value == f"{scores[title]:.3f}" for title, value in told)


def test_predictions_are_answered(visit: Visit) -> None:
    page = visit("upsampling", closed_book=True)
    for line in ("views", "checkers-trained", "costs"):
        page.button(key=f"open-deeper-{line}").click().run()
    for part in ("views", "blend", "checkers", "checkers-trained", "costs"):
        asked = page.radio(key=f"choice-of-upsampling-{part}")
        asked.set_value(asked.options[-1])
        page.button(key=f"commit-upsampling-{part}").click().run()
        assert not page.exception
    assert texts(page).count("**That is right.**") + texts(page).count("**It is: ") == 5
