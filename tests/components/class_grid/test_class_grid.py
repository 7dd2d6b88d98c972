"""What is believed of what the grid of a class sends."""

from typing import Any
from uuid import UUID

import pytest

from app.components.class_grid import OpenedCell, opened_in

ID = "6f1f4a3e-8d2b-4c58-9a35-0d1f6c1f7a11"
MESSAGE = {"member": ID, "exercise": "mean_iou", "named": True, "turn": 3}


def test_a_cell_is_opened() -> None:
    assert opened_in(MESSAGE, {"mean_iou"}) == OpenedCell(UUID(ID), "mean_iou", True)
    assert opened_in(None, {"mean_iou"}) is None


@pytest.mark.parametrize(
    "change",
    [{"member": "me"}, {"member": 1}, {"exercise": "other"}, {"named": "yes"}, {"turn": None}],
)
def test_what_no_grid_sends_opens_nothing(change: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    assert opened_in(MESSAGE | change, {"mean_iou"}) is None
    assert "class_grid" in caplog.text
