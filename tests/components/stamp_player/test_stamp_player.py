"""The Python side of the stamp player: what it believes, what it carries over, what it refuses."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from app.components.messages import Remembered
from app.components.stamp_player import StampNumbers, _carried, _cut, _players, _PlayerState, stamp_player
from lessons.upsampling.transposed import Setting, SettingError, output_size, overlap_counts, transposed_conv
from tests.lessons.upsampling.settings_strategy import Case, cases

FIRST = StampNumbers(np.array([1.0, 2.0]), np.ones(3))
BEFORE = Remembered(_PlayerState(FIRST, FIRST), revision=7, changes=3)
GOOD = {"revision": 7, "changes": 4, "given": [-99, 0.5], "kernel": [1, 2, 3.25]}


def player_page(shape: tuple[int, ...], side: int, padding: int) -> None:
    import numpy as np
    import streamlit as st

    from app.components.stamp_player import edited, stamp_player
    from lessons.upsampling.transposed import Setting

    before = edited("p")
    now = stamp_player(
        "p",
        given=np.arange(1.0, 1 + np.prod(shape)).reshape(shape),
        kernel=np.ones((side,) * len(shape)),
        setting=Setting(side, 2, padding),
        sentence=lambda stamp: str(stamp.first),
        summary="sum",
        label="x",
    )
    st.text(f"{before is not None} {now.given.tolist()} {now.kernel.tolist()}")


def sent(test: Any) -> tuple[dict[str, Any], np.ndarray, np.ndarray]:
    """What the browser was given: the header, the output after each stamp, the counts after each."""
    data = test.get("bidi_component")[0].proto.bytes
    length = int.from_bytes(data[:4], "little")
    header = json.loads(data[4 : 4 + length])
    shape = (len(header["cells"]), *header["output"])
    cut = 4 + length + 8 * int(np.prod(shape))
    outputs = np.frombuffer(data[4 + length : cut], "<f8").reshape(shape)
    return header, outputs, np.frombuffer(data[cut:], np.uint8).reshape(shape)


@pytest.mark.parametrize(("shape", "padding"), [((2, 2), 0), ((3,), 1), ((1, 4), 1)])
def test_the_browser_is_sent_every_stamp(shape: tuple[int, ...], padding: int) -> None:
    test = AppTest.from_function(player_page, args=(shape, 3, padding), default_timeout=30).run()
    assert not test.exception
    header, outputs, counts = sent(test)
    setting = Setting(3, 2, padding)
    numbers = np.arange(1.0, 1 + np.prod(shape)).reshape(shape)
    expected = transposed_conv(numbers, np.ones((3,) * len(shape)), setting)
    assert np.array_equal(outputs[-1], np.atleast_2d(expected))
    assert np.array_equal(counts[-1], np.atleast_2d(overlap_counts(shape, setting)))
    assert len(outputs) == len(header["sentences"]) == len(header["patches"]) == numbers.size
    assert header["most"] == counts.max()
    assert test.text[0].value.startswith("False")
    assert test.run().text[0].value.startswith("True")


@given(cases())
def test_what_is_drawn_around_the_output_is_what_is_cut_off(case: Case) -> None:
    shape = [output_size(side, case.setting) for side in case.inputs.shape]
    before, after = _cut(shape, case.inputs.shape, case.setting)
    for side, size, first, last in zip(case.inputs.shape, shape, before, after, strict=True):
        reached = output_size(
            side, Setting(case.setting.kernel_size, case.setting.stride, 0, 0, case.setting.dilation)
        )
        assert first + size + last >= reached
        assert first == case.setting.padding
        assert last == 0 or first + size + last == reached


def test_accepts_a_good_message() -> None:
    after = _players.answer(GOOD, BEFORE)
    assert after is not None
    edited = after.value.edited
    assert (edited.given.tolist(), edited.kernel.tolist()) == ([-99, 0.5], [1, 2, 3.25])
    assert (after.revision, after.changes) == (7, 4)


@pytest.mark.parametrize(
    "wrong",
    [{"revision": 6}, {"changes": 3}, {"changes": 4.0}]
    + [
        {"given": value}
        for value in ([1], [1, 2, 3], [1, 99.5], [1, float("nan")], [1, True], [1, "2"], "12", None)
    ]
    + [{"kernel": value} for value in ([1, 2], [1, 2, float("inf")], [[1], 2, 3])],
)
def test_ignores_a_message_with(wrong: dict[str, Any]) -> None:
    assert _players.answer(GOOD | wrong, BEFORE) is None


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats(), st.lists, max_leaves=4)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, JSON)) | JSON)
def test_no_message_raises(message: Any) -> None:
    accepted = _players.answer(message, BEFORE)
    assert accepted is None or accepted.revision == 7


def test_other_sizes_keep_what_was_edited_where_both_have_a_cell() -> None:
    edited, untouched, fresh = np.array([[1.0, 2.0], [3.0, 4.0]]), np.ones((2, 2)), np.zeros((3, 1))
    assert _carried(edited, untouched, fresh).tolist() == [[1], [3], [0]]
    assert not fresh.any()
    assert _carried(edited, edited, fresh) is fresh
    assert _carried(edited, untouched, np.zeros(2)).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("numbers", "kernel", "setting", "words"),
    [
        (np.ones(17), np.ones(3), Setting(), "1 to 16 cells"),
        (np.ones((2, 2, 2)), np.ones((3, 3, 3)), Setting(), "one dimension or two"),
        (np.ones((2, 2)), np.ones((6, 6)), Setting(6), "1 to 25 cells"),
        (np.full(2, 100.0), np.ones(3), Setting(), "between -99 and 99"),
        (np.ones(2), np.full(3, np.nan), Setting(), "between -99 and 99"),
        (np.ones(16), np.ones(3), Setting(3, 8), "too long to draw"),
    ],
)
def test_says_what_cannot_be_shown(numbers: Any, kernel: Any, setting: Setting, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        stamp_player(
            "refused", given=numbers, kernel=kernel, setting=setting, sentence=str, summary="", label="x"
        )


def test_a_setting_without_a_result_is_refused() -> None:
    with pytest.raises(SettingError, match="smaller padding"):
        stamp_player(
            "refused",
            given=np.ones(1),
            kernel=np.ones(3),
            setting=Setting(padding=2),
            sentence=str,
            summary="",
            label="x",
        )
