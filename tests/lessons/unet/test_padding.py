"""The padding problem is the one that torch has."""

import pytest
import torch
from torch.nn import functional

from lessons.models.serving.trace import trace
from lessons.models.unet import UNet
from lessons.unet.padding import PaddingProblem, padding_problem


def mismatches(problem: PaddingProblem) -> tuple[int, ...]:
    """The levels at which the two sides differ."""
    return tuple(level for level, (skip, up) in enumerate(problem.sides) if skip != up)


@pytest.mark.parametrize("depth", [1, 2, 4])
@pytest.mark.parametrize("size", [16, 17, 30, 37, 100, 101])
def test_the_sides_are_those_of_pooling_and_doubling(size: int, depth: int):
    problem, skip, clashes = padding_problem(size, depth), torch.zeros(1, 1, size, size), []
    for level in range(depth):
        pooled = functional.max_pool2d(skip, 2)
        up = functional.interpolate(pooled, scale_factor=2)
        assert problem.sides[level] == (skip.shape[-1], up.shape[-1])
        try:
            torch.cat([skip, up], dim=1)
        except RuntimeError:
            clashes.append(level)
        skip = pooled
    assert mismatches(problem) == tuple(clashes)
    assert bool(clashes) is (size % 2**depth != 0)


@pytest.mark.parametrize("size", [32, 37, 50])
def test_the_network_pads_to_what_it_says(size: int):
    network = UNet(2, widths=(3, 3, 3, 3, 3)).eval()
    traced = trace(network, torch.rand(1, 3, size, size))
    assert traced.activations["encoder.0"].shape[-1] == padding_problem(size, 4).padded
    assert traced.logits.shape[-1] == size


def test_the_sentence_has_the_numbers():
    problem = padding_problem(100, 4)
    assert mismatches(problem) == (2,) and problem.sides[2] == (25, 24)
    for part in ("At level 2", "25 cells wide and meets 24", "until the side is 112", "to 100"):
        assert part in problem.sentence
    assert problem.sentence.count("At level") == 1
    twice = padding_problem(101, 4)
    assert mismatches(twice) == (0, 2) and "At level 0 the skip is 101" in twice.sentence
    assert "At level 2 the skip is 25" in twice.sentence
    assert padding_problem(96, 4).sentence.startswith("96 can be halved 4 times")
    with pytest.raises(ValueError, match="at least 1"):
        padding_problem(0, 4)
