"""What the U-Net page asks of the trained networks; everything goes through the one runner and is kept there."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app import wiring
from app.ui.figures.street_pictures import STREETS, ChosenPicture, other_street, street
from app.ui.networks.guard import FULLY_CONVOLUTIONAL, WITH_SKIPS, WITHOUT, mask_of, ready
from app.ui.networks.opened import opened
from lessons.metrics.boundary import boundary_band
from lessons.metrics.pooled import PixelScores
from lessons.models.fcn import FCN
from lessons.models.serving.networks import LoadedNetwork, NetworkSource
from lessons.models.serving.trace import Trace
from lessons.models.unet import UNet
from lessons.scenes import CLASS_NAMES
from lessons.unet import dense_head, fusion, origins, receptive_field, surgery, walk_back

FUSED = "fcn_fused"


def current() -> NetworkSource:
    """The U-Net that the page is about: the one this visit has opened, or the shipped one."""
    mine = opened()
    return mine.network if mine else WITH_SKIPS


def current_name() -> str:
    """The name of that U-Net, which no other network has."""
    network = current()
    return network if isinstance(network, str) else network.name


def has_twin() -> bool:
    """Whether the network that was trained without skips is here, and is the twin of the one shown."""
    return opened() is None and ready(WITHOUT)


def can_walk_back() -> bool:
    """Whether the way back from a logit is drawn for the U-Net that is shown: if its upsampling is learned."""
    mine = opened()
    return mine is None or mine.learned_upsampling


def traced(picture: ChosenPicture) -> Trace:
    """One forward of the U-Net that is shown on this picture: its logits and every map."""
    return wiring.networks().trace(current(), picture.pixels)


def without_skips(picture: ChosenPicture) -> NDArray[np.int64]:
    """The mask of the network that was trained without skips."""
    return mask_of(wiring.networks().logits(WITHOUT, picture.pixels))


def operated(picture: ChosenPicture, edits: Sequence[surgery.Edit]) -> NDArray[np.int64]:
    """The mask of the U-Net with its skips edited; only the way up runs again."""
    maps, other = surgery.maps_in(traced(picture)), None
    if "swap" in edits:
        other = surgery.maps_in(wiring.networks().trace(current(), other_street(picture)))

    def work(prepared: LoadedNetwork) -> NDArray[np.int64]:
        here = [_on(prepared, each) if each else None for each in (maps, other)]
        assert here[0] is not None
        return mask_of(surgery.decode(unet_of(prepared), here[0], edits, here[1]).cpu())

    return wiring.networks().run(current(), picture.pixels, ("operated", tuple(edits)), work)


def scores_without_each_skip() -> tuple[PixelScores, ...]:
    """Over the streets of this page: with every skip, then with skip 0 cut, with skip 1, and so on."""
    streets = [street(seed) for seed in STREETS]

    def work(prepared: LoadedNetwork) -> tuple[PixelScores, ...]:
        images = torch.cat([prepared.ready(each.image) for each in streets])
        truths = np.stack([each.mask for each in streets])
        return surgery.scores_without_each(unet_of(prepared), images, truths, len(CLASS_NAMES))

    return wiring.networks().run(current(), streets[0].image, "each skip cut", work)


def fused_scores(picture: ChosenPicture) -> tuple[fusion.Stage, ...]:
    """The scores of the fused FCN, from the coarsest to the finest."""
    return fusion.fusion(wiring.networks().trace(FUSED, picture.pixels))


def fcn_masks(picture: ChosenPicture) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The masks of the two FCNs: the coarse scores stretched, and the fused ones."""
    coarse = wiring.networks().logits(FULLY_CONVOLUTIONAL, picture.pixels)
    return mask_of(coarse), mask_of(wiring.networks().trace(FUSED, picture.pixels).logits)


def at_every_window(picture: ChosenPicture) -> dense_head.Everywhere:
    """What the FCN's head says as a convolution, of the whole picture: one forward, kept."""

    def work(prepared: LoadedNetwork) -> dense_head.Everywhere:
        return dense_head.everywhere(_fcn(prepared), prepared.ready(picture.pixels))

    return wiring.networks().run(FULLY_CONVOLUTIONAL, picture.pixels, "every window", work)


def at_window(picture: ChosenPicture, row: int, column: int) -> Tensor:
    """What the FCN's head says as a dense layer, (classes,), of one window; nothing else is computed."""
    features = at_every_window(picture).features

    def work(prepared: LoadedNetwork) -> Tensor:
        return dense_head.at_window(_fcn(prepared), features, row, column)

    return wiring.networks().run(FULLY_CONVOLUTIONAL, picture.pixels, ("window", row, column), work)


def outlines(picture: ChosenPicture, cell: int) -> NDArray[np.bool_]:
    """Which cells of `cell` × `cell` pixels hold an outline of the predicted mask, (height, width)."""
    mask = mask_of(traced(picture).logits)
    band = boundary_band(mask, traced(picture).logits.shape[1], 1)
    band = np.pad(band, [(0, -side % 16) for side in band.shape], mode="edge")
    height, width = band.shape
    return np.asarray(band.reshape(height // cell, cell, width // cell, cell).any(axis=(1, 3)))


def field_of(picture: ChosenPicture, block: str) -> int:
    """The side of the receptive field of an encoder's block, in pixels; 0 for any other block."""
    if not block.startswith("encoder."):
        return 0
    level = int(block.partition(".")[2])
    return wiring.networks().run(
        current(),
        picture.pixels,
        ("field of", block),
        lambda prepared: receptive_field.field_size(receptive_field.encoder_path(unet_of(prepared), level)),
    )


def origins_at(picture: ChosenPicture, level: int) -> origins.Origins:
    """What came through the skip of this level, and what from below."""
    trace = traced(picture)
    return wiring.networks().run(
        current(),
        picture.pixels,
        ("origins", level),
        lambda prepared: origins.origins(unet_of(prepared), trace, level),
    )


def step_back(picture: ChosenPicture, place: walk_back.Unit) -> walk_back.Step:
    """The numbers that made the number at `place`."""
    trace = traced(picture)

    def work(prepared: LoadedNetwork) -> walk_back.Step:
        return walk_back.walk_back(trace, unet_of(prepared), prepared.ready(picture.pixels).cpu(), place)

    return wiring.networks().run(current(), picture.pixels, place, work)


def cell_before(
    picture: ChosenPicture, step: walk_back.Step, cell: tuple[int, int, int]
) -> walk_back.Unit | None:
    """Where the walk goes on from a cell (channel, row, column) of the patch; None where it ends."""
    trace = traced(picture)
    return wiring.networks().run(
        current(),
        picture.pixels,
        ("before", step.place, cell),
        lambda prepared: walk_back.cell_before(step, trace, prepared.ready(picture.pixels).cpu(), *cell),
    )


def unet_of(prepared: LoadedNetwork) -> UNet:
    """The network itself, known to be a U-Net."""
    assert isinstance(prepared.network, UNet)
    return prepared.network


def _fcn(prepared: LoadedNetwork) -> FCN:
    assert isinstance(prepared.network, FCN)
    return prepared.network


def _on(prepared: LoadedNetwork, maps: surgery.EncoderMaps) -> surgery.EncoderMaps:
    device = prepared.device
    skips = tuple(skip.to(device) for skip in maps.skips)
    return replace(maps, skips=skips, bottleneck=maps.bottleneck.to(device))
