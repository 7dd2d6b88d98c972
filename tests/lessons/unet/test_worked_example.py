"""The tiny U-Net in NumPy computes what PyTorch's layers do, and fails where a U-Net must."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from lessons.unet import worked_example


@pytest.fixture
def maps(monkeypatch: pytest.MonkeyPatch) -> np.ndarray:
    monkeypatch.setattr(worked_example, "chance", np.random.default_rng(7))
    return np.random.default_rng(1).normal(size=(3, 8, 6))


@pytest.mark.parametrize("kernel", [1, 3])
def test_convolve_is_a_padded_convolution(maps: np.ndarray, kernel: int):
    weights = np.random.default_rng(7).normal(size=(5, 3, kernel, kernel)) / kernel
    wanted = functional.conv2d(torch.from_numpy(maps[None]), torch.from_numpy(weights), padding=kernel // 2)
    np.testing.assert_allclose(worked_example.convolve(maps, 5, kernel), wanted[0].numpy())


def test_double_is_a_transposed_convolution(maps: np.ndarray):
    weights = np.random.default_rng(7).normal(size=(3, 4, 2, 2)) / np.sqrt(3)
    wanted = functional.conv_transpose2d(torch.from_numpy(maps[None]), torch.from_numpy(weights), stride=2)
    np.testing.assert_allclose(worked_example.double(maps, 4), wanted[0].numpy())


def test_pool_is_max_pooling(maps: np.ndarray):
    wanted = functional.max_pool2d(torch.from_numpy(maps[None]), 2)[0].numpy()
    assert (worked_example.pool(maps) == wanted).all()


def test_it_prints_the_shapes_and_returns_a_mask(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(worked_example, "ENTER", 6)
    mask = worked_example.mask()
    assert np.shape(mask) == (16, 16) and {label for row in mask for label in row} <= {0, 1, 2}
    assert "both has shape (12, 16, 16)" in capsys.readouterr().out
    monkeypatch.setattr(worked_example, "SIDE", 15)
    with pytest.raises(ValueError, match="cannot reshape"):
        worked_example.mask()
