"""What the tests of the networks share: one seed, one thread, and small trained weights to handle."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from lessons.models import model
from lessons.models.weights import save


@pytest.fixture(autouse=True)
def seeded_and_single_threaded() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A weights folder with the tiny U-Net, as training would leave it, but not trained."""
    network = model("tiny_unet").build(len(model("tiny_unet").class_names), seed=3).eval()
    scores = {"count": 1, "miou": 0.5, "per_class_iou": {}, "boundary_iou": 0.25, "pixel_accuracy": 0.75}
    save("tiny_unet", network, {"command": "none", "held_out": scores}, tmp_path / "weights")
    return tmp_path / "weights"


@pytest.fixture
def form_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """A training runs in fp32 without finding out first whether bf16 is faster here.

    That takes eight steps in each form, more than such a training itself has; `test_fit.py` measures it.
    """
    monkeypatch.setattr("lessons.models.fitting.fit.fastest_form", lambda *_: ("fp32", 0.01))
