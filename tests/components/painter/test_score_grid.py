from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.messages import Remembered
from app.components.score_grid import _grids, _GridState, score_grid
from lessons.palette import styles_for


def grid_page():
    import streamlit as st

    from app.components.score_grid import push, score_grid
    from lessons.palette import styles_for

    if st.button("push"):
        push("g", logits=[[[1, 2], [3, 4]]])
    if st.button("elsewhere"):
        st.text("another page")
        st.stop()
    scored = score_grid("g", logits=[[[0.8, 0.1], [-4, 0.34]]], classes=styles_for(["background", "road"]))
    st.text(f"{scored.logits} {scored.selected}")


def change(page: Any, number: int, tenths: list[int]) -> dict[str, Any]:
    return {"revision": page.sent["revision"], "changes": number, "tenths": tenths, "selected": [0, 1]}


def test_starts_with_the_given_scores_to_one_decimal(show):
    page = show(grid_page)
    assert page.shown == "(((0.8, 0.1), (-4.0, 0.3)),) (0, 0)"
    assert page.sent["tenths"] == [8, 1, -40, 3]
    assert page.sent["limit"] == 40


def test_a_change_is_kept_and_survives_another_page(show):
    page = show(grid_page)
    page.answer("scored", change(page, 1, [1, 2, 3, 40]))
    assert page.shown == "(((0.1, 0.2), (0.3, 4.0)),) (0, 1)"
    page.click("elsewhere")
    page.app.run()
    assert (page.sent["tenths"], page.sent["selected"]) == ([1, 2, 3, 40], [0, 1])


def test_push_changes_the_revision_and_outlives_late_changes(show):
    page = show(grid_page)
    late = change(page, 1, [0, 0, 0, 0])
    page.click("push")
    assert page.sent["tenths"] == [10, 20, 30, 40]
    page.answer("scored", late)
    assert page.sent["tenths"] == [10, 20, 30, 40]


BEFORE = Remembered(_GridState((((0.0, 1.0), (2.0, 3.0)),), (0, 0), limit=4.0), revision=7, changes=3)
GOOD = {"revision": 7, "changes": 4, "tenths": [1, 2, 3, -40], "selected": [0, 1]}


def test_accepts_a_good_message():
    scores = _GridState((((0.1, 0.2), (0.3, -4.0)),), (0, 1), 4.0)
    assert _grids.answer(GOOD, BEFORE) == Remembered(scores, 7, 4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"revision": 6},
        {"changes": 3},
        {"changes": "4"},
        {"tenths": [1, 2, 3]},
        {"tenths": [1, 2, 3, 41]},
        {"tenths": [1, 2, 3, 4.0]},
        {"tenths": [1, 2, 3, True]},
        {"tenths": "1234"},
        {"selected": [0, 2]},
        {"selected": [-1, 0]},
        {"selected": None},
    ],
)
def test_ignores_a_message_with(wrong):
    assert _grids.answer(GOOD | wrong, BEFORE) is None


JSON = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=4)
    | st.lists(st.integers(-50, 50), max_size=5)
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, JSON)) | JSON)
def test_no_message_raises(message):
    accepted = _grids.answer(message, BEFORE)
    assert accepted is None or accepted.revision == 7


@pytest.mark.parametrize(
    ("logits", "limit", "words"),
    [
        ([[[0.0, 1.0]] * 9], 4.0, "1 to 8"),
        ([], 4.0, "1 to 8"),
        ([[[0.0, 1.0]], []], 4.0, "same length"),
        ([[[0.0, 1.0], [0.0]]], 4.0, "same number"),
        ([[[0.0, 4.1]]], 4.0, "between -4 and 4"),
        ([[[0.0, 2.5]]], 2.0, "between -2 and 2"),
        ([[[0.0, float("nan")]]], 4.0, "between"),
        ([[[0.0, 0.0, 0.0]]], 4.0, "3 scores for 2 classes"),
        ([[[0.0]]], 4.0, "2 to 4 classes"),
    ],
)
def test_says_what_cannot_be_shown(logits, limit, words):
    with pytest.raises(ValueError, match=words):
        score_grid("refused", logits=logits, limit=limit, classes=styles_for(["background", "road"]))
