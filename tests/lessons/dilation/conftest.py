"""What the tests of this lesson share: one thread for all of torch, and a network that is not trained."""

import pytest

from lessons.models import model
from lessons.models.deeplabv3plus import DeepLabV3Plus
from tests.lessons.threads import single_threaded

__all__ = ["network", "single_threaded"]


@pytest.fixture
def network() -> DeepLabV3Plus:
    built = model("deeplabv3plus").build(8, seed=3).eval().requires_grad_(False)
    assert isinstance(built, DeepLabV3Plus)
    return built
