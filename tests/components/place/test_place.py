"""What a browser says of the place where its learner was: believed where it is well formed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.place import MOST_LINES, lines_of

VISIT = "0a1b"


def message(*lines: Any, visit: Any = VISIT) -> dict[str, Any]:
    return {"visit": visit, "lines": list(lines)}


def test_lines_are_taken_as_they_were_left() -> None:
    lines = message({"key": "mean_iou", "open": True}, {"key": "code-unet", "open": False})
    assert lines_of(lines) == {"mean_iou": True, "code-unet": False}
    assert lines_of(message()) == {}


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "text",
        {},
        {"visit": VISIT},
        {"visit": VISIT, "lines": {}},
        message({"key": "mean_iou", "open": True}, visit=None),
        message({"key": "mean_iou"}),
        message({"key": "mean_iou", "open": 1}),
        message({"key": "<b>", "open": True}),
        message({"key": "x" * 81, "open": True}),
        message({"key": "", "open": True}),
        message(["mean_iou", True]),
        message(*[{"key": f"line-{index}", "open": True} for index in range(MOST_LINES + 1)]),
    ],
)
def test_what_is_malformed_is_ignored(bad: Any) -> None:
    assert lines_of(bad) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["visit", "lines", "key", "open"]), inner)
        ),
    )
)
def test_no_message_breaks_it(anything: Any) -> None:
    lines = lines_of(anything)
    assert lines is None or all(type(is_open) is bool for is_open in lines.values())
