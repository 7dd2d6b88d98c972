import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.mask_painter import Mask, _as_text, _from_text, _painters, _PainterState, mask_painter
from app.components.messages import Remembered
from lessons.palette import styles_for

TWO = styles_for(["background", "road"])


def painter_page():
    import streamlit as st

    from app.components.mask_painter import mask_painter, push
    from app.state import recall, remember
    from lessons.palette import styles_for

    prediction, truth = [[0, 0, 1], [0, 1, 2]], [[0, 1, 1], [0, 1, 1]]
    classes = styles_for(["background", "road", "car", "dog"])
    if st.button("push"):
        push("p", prediction=[[2, 2, 2], [2, 2, 2]])
    if st.button("forget"):
        st.session_state.clear()
    if st.button("elsewhere"):
        st.text("another page")
        st.stop()
    painted = mask_painter(
        "p",
        prediction=prediction,
        truth=truth,
        classes=classes,
        readouts=("iou", "miou", "painted_cells"),
        on_change=lambda: remember("heard", recall("heard", 0) + 1),
    )
    st.text(f"{painted.prediction} {painted.truth} {painted.strokes} heard {recall('heard', 0)}")


def stroke(page: Any, number: int, prediction: str, **extra: Any) -> dict[str, Any]:
    message = {"revision": page.sent["revision"], "changes": number, "prediction": prediction}
    return message | {"truth": "011/011"} | extra


def test_starts_with_the_given_masks(show):
    page = show(painter_page)
    assert page.shown == "((0, 0, 1), (0, 1, 2)) ((0, 1, 1), (0, 1, 1)) 0 heard 0"
    assert (page.sent["prediction"], page.sent["truth"]) == ("001/012", "011/011")


def test_the_servers_numbers_are_the_lessons(show):
    values = show(painter_page).sent["authoritative"]["values"]
    # By hand: background 2 of 3, road 2 of 4, car 0 of 1 (predicted only), dog in neither mask.
    assert values["iou"] == pytest.approx([2 / 3, 1 / 2, 0, None])
    assert values["miou"] == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    assert values["painted_cells"] == 3


def test_a_stroke_is_kept_and_heard(show):
    page = show(painter_page)
    page.answer("painted", stroke(page, 1, "111/000"))
    assert page.shown == "((1, 1, 1), (0, 0, 0)) ((0, 1, 1), (0, 1, 1)) 1 heard 1"
    assert page.sent["authoritative"]["changes"] == 1


def test_the_truth_stays_when_it_may_not_be_painted(show):
    page = show(painter_page)
    page.answer("painted", stroke(page, 1, "111/000", truth="222/222"))
    assert "((0, 1, 1), (0, 1, 1))" in page.shown


def test_the_value_survives_another_page(show):
    page = show(painter_page)
    page.answer("painted", stroke(page, 1, "111/000"))
    page.click("elsewhere")
    assert not page.app.get("bidi_component")
    page.app.run()
    assert page.sent["prediction"] == "111/000"
    assert page.sent["changes"] == 1


def test_push_changes_the_revision_and_outlives_late_strokes(show):
    page = show(painter_page)
    late = stroke(page, 1, "111/111")
    page.click("push")
    assert page.sent["prediction"] == "222/222"
    assert page.sent["revision"] != late["revision"]
    page.answer("painted", late)
    assert page.sent["prediction"] == "222/222"
    page.answer("painted", stroke(page, 1, "000/222"))
    assert page.sent["prediction"] == "000/222"


def test_a_forgotten_value_is_never_mistaken_for_the_new_one(show):
    page = show(painter_page)
    old = stroke(page, 5, "111/111")
    page.click("forget")
    assert page.sent["revision"] != old["revision"]
    page.answer("painted", old)
    assert page.sent["prediction"] == "001/012"


MASKS = _PainterState(((0, 1), (1, 0)), ((0, 0), (1, 1)), 2, paint_truth=True)
BEFORE = Remembered(MASKS, revision=7, changes=3)
GOOD = {"revision": 7, "changes": 4, "prediction": "11/11", "truth": "00/00"}


def test_accepts_a_good_message():
    masks = replace(MASKS, prediction=((1, 1), (1, 1)), truth=((0, 0), (0, 0)))
    assert _painters.answer(GOOD, BEFORE) == Remembered(masks, 7, 4)


@pytest.mark.parametrize(
    "change",
    [
        {"revision": 8},
        {"revision": 7.0},
        {"revision": None},
        {"changes": 3},
        {"changes": True},
        {"changes": 10**400},
        {"prediction": "12/11"},
        {"prediction": "1/111"},
        {"prediction": "11/1"},
        {"prediction": "1111"},
        {"prediction": "-1/11"},
        {"prediction": "1²/11"},
        {"prediction": "1١/11"},
        {"prediction": [[1, 1], [1, 1]]},
        {"truth": None},
        {"truth": "11/1\n"},
    ],
)
def test_ignores_a_message_with(change):
    assert _painters.answer(GOOD | change, BEFORE) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, JSON)) | JSON)
def test_no_message_raises(message):
    accepted = _painters.answer(message, BEFORE)
    assert accepted is None or accepted.revision == 7


@given(st.integers(1, 32), st.integers(1, 32), st.integers(1, 10), st.randoms(use_true_random=False))
def test_a_mask_travels_unchanged(height, width, classes, random):
    mask: Mask = tuple(tuple(random.randrange(classes) for _ in range(width)) for _ in range(height))
    text = json.loads(json.dumps(_as_text(mask)))
    assert _from_text(text, (height, width), classes) == mask


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"prediction": [[0] * 33]}, "1 to 32"),
        ({"prediction": []}, "1 to 32"),
        ({"prediction": [[0, 1], [0]]}, "same length"),
        ({"prediction": [[0, 2]]}, "from 0 to 1"),
        ({"prediction": [[0, -1]]}, "from 0 to 1"),
        ({"classes": ()}, "1 to 10 classes"),
        ({"truth": [[0], [1]]}, "must be equal"),
        ({"show": "under"}, "beside"),
        ({"paint_truth": True}, "give one"),
        ({"truth": [[1, 0]], "paint_truth": True, "show": "overlay"}, "beside"),
        ({"readouts": ("accuracy",)}, "Unknown readouts"),
        ({"picture": np.zeros((2, 1, 3), np.uint8)}, r"must be uint8 \(1, 2, 3\)"),
    ],
)
def test_says_what_cannot_be_shown(options, words):
    good: dict[str, Any] = {"prediction": [[0, 1]], "classes": TWO}
    with pytest.raises(ValueError, match=words):
        mask_painter("refused", **(good | options))


def test_refuses_fractions():
    with pytest.raises(TypeError):
        mask_painter("refused", prediction=[[0, 0.5]], classes=TWO)  # pyright: ignore[reportArgumentType]


def refused_pushes():
    import streamlit as st

    from app.components.mask_painter import mask_painter, push
    from lessons.palette import styles_for

    mask_painter("small", prediction=[[0, 1]], classes=styles_for(["background", "road"]))
    for key, masks in [
        ("never shown", {"prediction": [[0, 1]]}),
        ("small", {"prediction": [[0], [1]]}),
        ("small", {"prediction": [[0, 2]]}),
        ("small", {"truth": [[0, 1]]}),
    ]:
        try:
            push(key, **masks)
        except ValueError as error:
            st.text(str(error))


def test_push_says_what_does_not_fit(show):
    said = [text.value for text in show(refused_pushes).app.text]
    assert len(said) == 4
    for text, words in zip(
        said, ["No painter", "another size", "from 0 to 1", "truth does not fit"], strict=True
    ):
        assert words in text


def test_without_a_truth_only_the_painted_cells_are_read(show):
    values = show(refused_pushes).sent["authoritative"]["values"]
    assert values == {}
