"""The six upsamplers double, cost what torch counts, and start as they say."""

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

from lessons.upsampling.upsamplers import STARTS, UPSAMPLERS, Start, Upsampler, linear_taps, upsampler

EACH = pytest.mark.parametrize("each", UPSAMPLERS, ids=lambda each: each.name)


def of_one_channel(each: Upsampler, start: Start, image: Tensor) -> Tensor:
    """One channel through the module, as if its mixing weight were 1: (h, w) → (2h, 2w)."""
    network = each.build(1, 1, start)
    with torch.no_grad():
        flat = network(torch.ones(1, 1, 9, 9))[0, 0, 8, 8]
        return network(image[None, None])[0, 0] / flat


@EACH
@pytest.mark.parametrize("start", STARTS)
def test_twice_the_size_and_the_parameters_counted(each: Upsampler, start: Start):
    network = each.build(5, 3, start)
    assert network(torch.rand(2, 5, 6, 7)).shape == (2, 3, 12, 14)
    assert sum(parameter.numel() for parameter in network.parameters()) == each.parameters(5, 3)


@EACH
def test_the_multiply_adds_are_torchs(each: Upsampler):
    network = each.build(5, 3)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network(torch.rand(1, 5, 6, 7))
    blending = 4 * 5 * 12 * 14 if each.resize == "bilinear" else 0  # which torch does not count
    assert 2 * (each.multiply_adds(5, 3, 6, 7) - blending) == counter.get_total_flops()


@EACH
def test_the_same_seed_gives_the_same_weights(each: Upsampler):
    state = torch.random.get_rng_state()
    first, again, other = (
        nn.utils.parameters_to_vector(each.build(4, 4, "random", seed).parameters()) for seed in (1, 1, 2)
    )
    assert torch.equal(first, again) and not torch.equal(first, other)
    assert torch.equal(state, torch.random.get_rng_state())


@pytest.mark.parametrize("name", ["transposed_k4", "bilinear_conv", "sub_pixel"])
def test_a_bilinear_start_is_bilinear_interpolation(name: str):
    image = torch.rand(8, 8, generator=torch.Generator().manual_seed(0))
    expected = functional.interpolate(image[None, None], scale_factor=2, mode="bilinear")[0, 0]
    result = of_one_channel(upsampler(name), "bilinear", image)
    torch.testing.assert_close(result[2:-2, 2:-2], expected[2:-2, 2:-2])


@pytest.mark.parametrize("name", ["transposed_k2", "nearest_conv"])
def test_a_kernel_of_two_only_has_room_to_repeat(name: str):
    image = torch.rand(8, 8, generator=torch.Generator().manual_seed(0))
    expected = image.repeat_interleave(2, 0).repeat_interleave(2, 1)
    torch.testing.assert_close(of_one_channel(upsampler(name), "bilinear", image), expected)


def test_kernel_three_blends_linearly_too():
    """On a slope every new cell must lie on the slope."""
    slope = torch.arange(8.0).repeat(8, 1)
    row = of_one_channel(upsampler("transposed_k3"), "bilinear", slope)[8, 2:-2]
    torch.testing.assert_close(row.diff(), torch.full((11,), 0.5))


@EACH
def test_an_even_start_treats_all_cells_of_a_stamp_alike(each: Upsampler):
    network = each.build(2, 3, "even")
    weight = next(parameter for parameter in network.parameters() if parameter.ndim == 4)
    assert torch.equal(weight.amax(dim=(2, 3)), weight.amin(dim=(2, 3)))
    if each.kind == "sub-pixel":
        by_cell = weight.unflatten(0, (3, 4))
        assert torch.equal(by_cell.amax(dim=1), by_cell.amin(dim=1))


def test_linear_taps():
    assert linear_taps(4, 2) == [0.25, 0.75, 0.75, 0.25] and linear_taps(2, 2) == [1, 1]
    assert linear_taps(3, 2) == [0.5, 1, 0.5] and linear_taps(6, 3)[0] == pytest.approx(1 / 6)
    for kernel_size in range(1, 9):
        assert np.sum(linear_taps(kernel_size, 3)) == pytest.approx(3)


def test_unknown_names_are_refused():
    with pytest.raises(KeyError, match="choose one of transposed_k2"):
        upsampler("cubic")
    with pytest.raises(ValueError, match="choose random, even, bilinear"):
        UPSAMPLERS[0].build(1, 1, "zeros")  # pyright: ignore[reportArgumentType]
