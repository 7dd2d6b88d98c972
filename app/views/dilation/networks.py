"""What the page asks of the trained DeepLabV3+; everything goes through the one runner and is kept there."""

from collections.abc import Callable, Collection

import numpy as np
import torch
from numpy.typing import NDArray

from app import wiring
from app.ui.figures import street_pictures
from app.ui.figures.street_pictures import street
from app.ui.networks.guard import mask_of
from lessons.dilation import pyramid
from lessons.dilation.rates import Form, in_form
from lessons.metrics.pooled import PixelScores, scores_of
from lessons.models.deeplabv3plus import DeepLabV3Plus
from lessons.models.serving.networks import LoadedNetwork
from lessons.models.serving.trace import Trace
from lessons.scenes import CLASS_NAMES

DEEPLAB = "deeplabv3plus"
STREETS = len(street_pictures.STREETS)
"""How many held-out streets the page scores on: those that it offers."""

Pixels = NDArray[np.uint8]
Mask = NDArray[np.int64]


def traced(pixels: Pixels) -> Trace:
    """One forward on this picture: its logits and every map."""
    return wiring.networks().trace(DEEPLAB, pixels)


def mask_in(form: Form, pixels: Pixels) -> Mask:
    """The mask with the trained weights, dilated as they were trained or in another form."""
    if form == "dilated":
        return mask_of(wiring.networks().logits(DEEPLAB, pixels))

    def work(prepared: LoadedNetwork) -> Mask:
        with torch.no_grad():
            return mask_of(in_form(_deeplab(prepared), form)(prepared.ready(pixels)).float().cpu())

    return wiring.networks().run(DEEPLAB, pixels, ("form", form), work)


def operated(pixels: Pixels, silenced: Collection[int] = (), coarse: bool = False) -> Mask:
    """The mask with branches of the pyramid silenced, or with a coarse low-level map; only what follows runs again."""
    trace, which = traced(pixels), tuple(sorted(silenced))

    def work(prepared: LoadedNetwork) -> Mask:
        maps = pyramid.maps_in(trace).on(prepared.device)
        return mask_of(pyramid.decode(_deeplab(prepared), maps, which, coarse).cpu())

    return wiring.networks().run(DEEPLAB, pixels, ("operated", which, coarse), work)


def scores(mask_for: Callable[[Pixels], Mask]) -> PixelScores:
    """What these masks score on the streets of the page."""
    scenes = [street(seed) for seed in range(STREETS)]
    masks = [mask_for(scene.image) for scene in scenes]
    return scores_of(masks, [scene.mask for scene in scenes], len(CLASS_NAMES))


def _deeplab(prepared: LoadedNetwork) -> DeepLabV3Plus:
    assert isinstance(prepared.network, DeepLabV3Plus)
    return prepared.network
