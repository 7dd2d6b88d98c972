"""What the tests of this lesson share: one thread, small networks and pictures."""

import pytest
from torch import Tensor

from lessons.models import model
from lessons.models.device import as_input
from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.scenes import street_scene
from tests.lessons.threads import single_threaded
from tests.lessons.unet.small_networks import small_unet

__all__ = ["other", "picture", "single_threaded", "tiny", "unet"]


@pytest.fixture
def unet() -> UNet:
    return small_unet()


@pytest.fixture
def tiny() -> TinyUNet:
    network = model("tiny_unet").build(3, seed=4).eval().requires_grad_(False)
    assert isinstance(network, TinyUNet)
    return network


@pytest.fixture
def picture() -> Tensor:
    """A street, 1 × 3 × 64 × 64."""
    return as_input(street_scene(3, 64).image[None])


@pytest.fixture
def other() -> Tensor:
    return as_input(street_scene(4, 64).image[None])
