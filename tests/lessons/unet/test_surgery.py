"""Each edit does what it says, and the decoder alone gives what the whole network gives."""

from typing import Any

import numpy as np
import pytest
import torch
from scipy.ndimage import uniform_filter
from torch import Tensor

from lessons.metrics.pooled import scores_of
from lessons.models.device import as_input
from lessons.models.pictures import scene_pictures
from lessons.models.serving.trace import trace
from lessons.models.unet import UNet
from lessons.models.weights import available, load
from lessons.questions import question
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.unet.surgery import EDITS, Edit, decode, edited, maps_in, scores_without_each
from tests.lessons.unet.small_networks import encoder_maps, small_unet

KEEP: tuple[Edit, ...] = ("keep",) * 4


def only(level: int, edit: Edit) -> tuple[Edit, ...]:
    return tuple(edit if each == level else "keep" for each in range(4))


def test_the_encoders_maps_are_those_of_the_whole_pass(unet: UNet, picture: Tensor):
    alone, traced = encoder_maps(unet, picture), maps_in(trace(unet, picture))
    assert (alone.height, alone.width) == (traced.height, traced.width) == (64, 64)
    assert torch.equal(alone.bottleneck, traced.bottleneck)
    assert len(alone.skips) == 4
    assert all(torch.equal(one, two) for one, two in zip(alone.skips, traced.skips, strict=True))


@pytest.mark.parametrize("upsampling", ["transposed", "bilinear", "nearest"])
@pytest.mark.parametrize("size", [(64, 64), (37, 50)])
def test_with_every_skip_kept_it_is_the_network(picture: Tensor, upsampling: str, size: tuple[int, int]):
    network, image = small_unet(upsampling=upsampling), picture[..., : size[0], : size[1]]
    with torch.no_grad():
        expected = network(image)
    torch.testing.assert_close(
        decode(network, encoder_maps(network, image), KEEP), expected, rtol=0, atol=1e-6
    )


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("level", range(4))
def test_the_decoder_alone_is_the_full_forward(
    unet: UNet, picture: Tensor, other: Tensor, edit: Edit, level: int
):
    maps, theirs = encoder_maps(unet, picture), encoder_maps(unet, other)
    edits = only(level, edit)
    with torch.no_grad():
        expected = unet(picture, edit_skip=edited(edits, theirs.skips, seed=7))
        bare = unet(picture)
    result = decode(unet, maps, edits, theirs, seed=7)
    torch.testing.assert_close(result, expected, rtol=0, atol=1e-6)
    assert torch.equal(result, bare) is (edit == "keep"), "an edit that changes nothing teaches nothing"


def test_each_edit_is_what_it_is_called(unet: UNet, picture: Tensor, other: Tensor):
    maps, theirs = encoder_maps(unet, picture), encoder_maps(unet, other)
    for level, skip in enumerate(maps.skips):

        def done(edit: Edit, seed: int = 0, level: int = level, skip: Tensor = skip) -> Tensor:
            return edited(only(level, edit), theirs.skips, seed)(level, skip)

        assert done("keep") is skip
        assert not done("zero").any() and done("zero").shape == skip.shape
        assert torch.equal(done("swap"), theirs.skips[level])
        shuffled, again = done("shuffle"), done("shuffle")
        assert torch.equal(shuffled, again) and not torch.equal(shuffled, skip)
        places = [(shuffled[0] == channel).flatten(1).all(dim=1).any() for channel in skip[0]]
        assert all(places), "a shuffled skip holds every channel, whole"
        assert any(not torch.equal(done("shuffle", seed), shuffled) for seed in range(1, 5))


def test_blur_is_a_mean_over_five_by_five(unet: UNet, picture: Tensor):
    skip = encoder_maps(unet, picture).skips[0]
    blurred = edited(only(0, "blur"))(0, skip)
    expected = np.stack([uniform_filter(channel, size=5) for channel in skip[0].double().numpy()])
    assert abs(blurred[0].numpy() - expected)[:, 2:-2, 2:-2].max() < 1e-5
    constant = torch.full_like(skip, 3.5)
    torch.testing.assert_close(edited(only(0, "blur"))(0, constant), constant, rtol=0, atol=1e-5)


def test_each_skip_alone_is_cut_and_scored(unet: UNet, picture: Tensor, other: Tensor):
    images = torch.cat([picture, other])
    truths = np.stack([street_scene(seed, 64).mask for seed in (3, 4)])
    found = scores_without_each(unet, images, truths, 8)
    for result, cut in zip(found, (None, 0, 1, 2, 3), strict=True):
        edits = KEEP if cut is None else only(cut, "zero")
        with torch.no_grad():
            masks = unet(images, edit_skip=edited(edits)).argmax(dim=1).numpy()
        assert result == pytest.approx(scores_of(masks, truths, 8), nan_ok=True)


@pytest.mark.skipif("unet" not in available(), reason="the weights are not in assets/weights")
def test_the_answer_of_the_question_is_what_the_shipped_network_does():
    streets = scene_pictures(range(8))
    network = load("unet")
    assert isinstance(network, UNet)
    whole, *cuts = scores_without_each(network, as_input(streets.images), streets.masks, len(CLASS_NAMES))
    losses = np.array(whole.per_class_iou) - [each.per_class_iou for each in cuts]
    dearest = dict(zip(CLASS_NAMES, losses.argmax(axis=0), strict=True))
    asked = question("unet-surgery")
    assert asked.options[dearest["person"]] == asked.answer
    assert dearest["sign"] != dearest["person"], "the reason says that signs have another answer"


def test_what_cannot_be_done_is_said(unet: UNet, picture: Tensor):
    maps, wrong = encoder_maps(unet, picture), ("keep", "cut", "keep", "keep")
    unknown: Any = wrong
    with pytest.raises(ValueError, match="'cut' is unknown; choose one of keep, zero, blur, shuffle, swap"):
        decode(unet, maps, unknown)
    with pytest.raises(ValueError, match="choose another picture"):
        decode(unet, maps, only(1, "swap"))
    with pytest.raises(ValueError, match="one of the same size"):
        decode(unet, maps, only(1, "swap"), encoder_maps(unet, picture[..., :48, :]))
    with pytest.raises(ValueError, match="has 4 skips; give one edit for each"):
        decode(unet, maps, ("zero",))
    bare = small_unet(skips=False)
    with pytest.raises(ValueError, match="built without skips"):
        decode(bare, encoder_maps(bare, picture), KEEP)
