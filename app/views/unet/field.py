"""What a pixel of the prediction looked at, as a picture: in the page's rerun, and for the browser ahead of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from app import wiring
from app.ahead import ahead, index_in
from app.components.picture_probe import Ahead, ahead_of
from app.components.ramp import RAMP
from app.ui.figures.street_pictures import ChosenPicture
from app.views.unet import networks
from lessons.models.serving.networks import NetworkSource
from lessons.unet import effective_field, receptive_field


@dataclass(frozen=True, eq=False)
class FieldPicture:
    """What the winner's score at a pixel depends on.

    `pixels` uint8 (height, width, 3) shows the effective receptive field, the brighter the more, as square
    roots, or all but the middle would be black; `box` is the theoretical one, as far as the picture has it.
    """

    pixels: NDArray[np.uint8]
    box: receptive_field.Region


def field_picture(
    network: NetworkSource, picture: ChosenPicture, logits: Tensor, row: int, column: int
) -> FieldPicture:
    """What this U-Net's pixel at `row`, `column` looked at; a backward pass the first time, then kept.

    `logits` (1, classes, height, width) are the network's on this picture.

    Raises:
        IndexError: the pixel is outside the picture.
        Full, WeightsError: the networks cannot answer now.
    """
    pool, pixels = wiring.networks(), picture.pixels
    winner = int(logits[0, :, row, column].argmax())
    forward = pool.run(
        network,
        pixels,
        "passed",
        lambda prepared: effective_field.forward_pass(prepared.network, prepared.ready(pixels)),
    )
    field = pool.run(
        network,
        pixels,
        ("field", row, column, winner),
        lambda _: effective_field.effective_field(forward, row, column, winner).cpu().numpy(),
    )
    path = pool.run(
        network, pixels, "path", lambda prepared: receptive_field.deepest_path(networks.unet_of(prepared))
    )
    box = receptive_field.field_box(path, row, column)
    return FieldPicture(RAMP[np.uint8(255 * np.sqrt(field))], box.clipped(*pixels.shape[:2]))


def fields_ahead(picture: ChosenPicture, place: int) -> Ahead:
    """Where the browser fetches it for any pixel before the page reruns; the probe's picture number `place`."""
    network = networks.current()  # now: no visit is known where the browser is answered

    def packed_field(picture: ChosenPicture, query: Mapping[str, str]) -> bytes:
        row, column = index_in(query, "row"), index_in(query, "column")
        logits = wiring.networks().trace(network, picture.pixels).logits
        field = field_picture(network, picture, logits, row, column)
        return ahead_of(field.pixels, edges(field.box))

    key = networks.current_name(), picture.digest
    return Ahead(ahead.offer(key, picture, packed_field), place)


def edges(box: receptive_field.Region) -> tuple[int, int, int, int]:
    """The box as a probe draws it."""
    return box.top, box.left, box.bottom, box.right
