"""The gradient is the slope of the logit, is found again and again from one pass, and leaves nothing behind."""

import gc
import weakref

import pytest
import torch
from torch import Tensor, nn

from lessons.models.serving.runner import size_of
from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.unet.effective_field import effective_field, forward_pass


def test_effective_field_leaves_no_trace(unet: UNet, picture: Tensor):
    field = effective_field(forward_pass(unet, picture), 20, 30, 2)
    assert field.shape == (64, 64) and not field.requires_grad and not picture.requires_grad
    assert all(parameter.grad is None for parameter in unet.parameters())


def test_a_pass_that_is_let_go_frees_every_map(unet: UNet, picture: Tensor):
    maps: list[weakref.ReferenceType[Tensor]] = []

    def watch(_block: nn.Module, _inputs: tuple[Tensor], output: Tensor) -> None:
        maps.append(weakref.ref(output))

    for block in unet.modules():
        block.register_forward_hook(watch)
    forward = forward_pass(unet, picture)
    effective_field(forward, 20, 30, 2)
    assert sum(each() is not None for each in maps) > 1, "the pass keeps maps for the backward passes to come"
    del forward
    gc.collect()
    assert [each for each in maps if each() is not None] == []


def test_the_gradient_is_the_slope(tiny: TinyUNet, picture: Tensor):
    """Nudge one pixel: the logit must move by what the field says."""
    network, image = tiny.double(), picture.double()
    field = effective_field(forward_pass(network, image), 20, 30, 2)
    slopes = []
    for row, column in [(20, 30), (21, 31)]:
        slope = 0.0
        for colour in range(3):
            nudged = image.clone()
            nudged[0, colour, row, column] += 1e-6
            with torch.no_grad():
                difference = network(nudged)[0, 2, 20, 30] - network(image)[0, 2, 20, 30]
            slope += abs(difference.item()) / 1e-6
        slopes.append(slope)
    assert slopes[0] / slopes[1] == pytest.approx((field[20, 30] / field[21, 31]).item(), rel=1e-3)


def test_a_network_in_training_is_refused(unet: UNet, picture: Tensor):
    with pytest.raises(ValueError, match="eval"):
        forward_pass(unet.train(), picture)


def test_a_network_that_ignores_its_image_has_an_empty_field(unet: UNet, picture: Tensor):
    nn.init.zeros_(unet.head.weight)
    assert not effective_field(forward_pass(unet, picture), 5, 5, 0).any()


def test_one_pass_answers_for_many_pixels(unet: UNet, picture: Tensor):
    forward = forward_pass(unet, picture)
    first = effective_field(forward, 20, 30, 2)
    assert not torch.equal(effective_field(forward, 40, 10, 1), first)
    assert torch.equal(effective_field(forward, 20, 30, 2), first)
    assert torch.equal(forward.logits, unet(picture))


def test_a_kept_pass_says_how_much_it_holds(unet: UNet, picture: Tensor):
    forward = forward_pass(unet, picture)
    maps = 4 * 64 * 64 * unet.head.in_channels
    assert forward.nbytes > 10 * maps  # every block keeps several maps, and the first ones are the largest
    assert size_of(forward) == forward.nbytes
