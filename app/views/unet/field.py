"""What a pixel of the prediction looked at, as a picture: in the page's rerun, and for the browser ahead of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app import wiring
from app.ahead import ahead, index_in
from app.components.picture_probe import Ahead, ahead_of
from app.components.ramp import RAMP
from app.ui.figures.street_pictures import Chosen
from app.views.unet import networks
from lessons.models.serving.networks import Asked, digest
from lessons.unet import effective_field, receptive_field


@dataclass(frozen=True, eq=False)
class Looked:
    """What the winner's score at a pixel depends on.

    `picture` uint8 (height, width, 3) shows the effective receptive field, the brighter the more, as square
    roots, or all but the middle would be black; `box` is the theoretical one, as far as the picture has it.
    """

    picture: NDArray[np.uint8]
    box: receptive_field.Box


def looked_at(asked: Asked, picture: Chosen, row: int, column: int) -> Looked:
    """What this U-Net's pixel at `row`, `column` looked at; a backward pass the first time, then kept.

    Raises:
        IndexError: the pixel is outside the picture.
        Busy, WeightsError: the networks cannot answer now.
    """
    pool, pixels = wiring.networks(), picture.pixels
    winner = int(pool.trace(asked, pixels).logits[0, :, row, column].argmax())
    kept = pool.run(
        asked,
        pixels,
        "passed",
        lambda prepared: effective_field.passed(prepared.network, prepared.ready(pixels)),
    )
    field = pool.run(
        asked,
        pixels,
        ("field", row, column, winner),
        lambda _: effective_field.effective_field(kept, row, column, winner).cpu().numpy(),
    )

    path = pool.run(
        asked, pixels, "path", lambda prepared: receptive_field.deepest_path(networks.unet_of(prepared))
    )
    box = receptive_field.field_box(path, row, column)
    return Looked(RAMP[np.uint8(255 * np.sqrt(field))], box.clipped(*pixels.shape[:2]))


def on_offer(picture: Chosen, shown_as: int) -> Ahead:
    """Where the browser can fetch it for any pixel; it is the probe's picture number `shown_as`."""
    asked = networks.shown()  # now: no visit is known where the browser is answered

    def answer(about: Chosen, query: Mapping[str, str]) -> bytes:
        looked = looked_at(asked, about, index_in(query, "row"), index_in(query, "column"))
        return ahead_of(looked.picture, edges(looked.box))

    key = networks.name_of_shown(), digest(picture.pixels)
    return Ahead(ahead.offer(key, picture, answer), shown_as)


def edges(box: receptive_field.Box) -> tuple[int, int, int, int]:
    """The box as a probe draws it."""
    return box.top, box.left, box.bottom, box.right
