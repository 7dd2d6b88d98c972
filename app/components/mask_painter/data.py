"""What travels between the mask painter's two halves. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from app.components.data import ClassData

Readout = Literal["iou", "dice", "boundary_iou", "pixel_accuracy", "miou", "painted_cells"]


class ReadoutValues(TypedDict):
    """The values of readouts; per class a list by class id. None where a value is undefined."""

    iou: NotRequired[list[float | None]]
    dice: NotRequired[list[float | None]]
    boundary_iou: NotRequired[list[float | None]]
    pixel_accuracy: NotRequired[float | None]
    miou: NotRequired[float | None]
    painted_cells: NotRequired[int]


class ServerValues(TypedDict):
    """Python's own readouts of the masks after so many of the learner's changes."""

    changes: int
    values: ReadoutValues


class PainterData(TypedDict):
    """What Python sends. A mask is text: a digit for each cell, rows joined by "/"; a picture is base64."""

    height: int
    width: int
    classes: Sequence[ClassData]
    label: str
    picture: str | None
    show: Literal["beside", "overlay"]
    paint_truth: bool
    readouts: Sequence[Readout]
    prediction: str
    truth: str | None
    revision: int
    changes: int
    authoritative: ServerValues


class PainterMessage(TypedDict):
    """What the browser sends as `painted`, after each stroke."""

    revision: int
    changes: int
    prediction: str
    truth: str | None
