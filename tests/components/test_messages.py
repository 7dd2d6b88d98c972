import pytest

from app.components.messages import is_index, is_next


@pytest.mark.parametrize("number", [4, 5, 2**53 - 1])
def test_a_newer_message_to_this_revision_is_next(number):
    assert is_next({"revision": 7, "changes": number}, revision=7, changes=3)


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "revision",
        {},
        {"revision": 7},
        {"changes": 4},
        {"revision": 8, "changes": 4},
        {"revision": 7.0, "changes": 4},
        {"revision": 7, "changes": 3},
        {"revision": 7, "changes": True},
        {"revision": 7, "changes": 4.0},
        {"revision": 7, "changes": 2**53},
    ],
)
def test_any_other_message_is_not(message):
    assert not is_next(message, revision=7, changes=3)


@pytest.mark.parametrize(("value", "fits"), [(0, True), (2, True), (3, False), (-1, False)])
def test_an_index_lies_within_the_length(value, fits):
    assert is_index(value, 3) is fits


@pytest.mark.parametrize("value", [True, 1.0, "1", None, [1]])
def test_what_is_no_int_is_no_index(value):
    assert not is_index(value, 3)
