"""The device: the fastest there is, or the one asked for, or a sentence."""

from typing import Any

import numpy as np
import pytest
import torch

from lessons.models.device import VARIABLE, as_input, device_name, keep_freed_memory, laid_out, pick_device
from lessons.models.unet import UNet


def test_without_a_wish_the_fastest_there_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    fastest = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    assert pick_device().type == fastest
    monkeypatch.setenv(VARIABLE, "")
    assert pick_device().type == fastest


def test_the_environment_overrides_and_an_argument_overrides_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, "cpu")
    assert pick_device() == torch.device("cpu")
    monkeypatch.setenv(VARIABLE, "nonsense")
    assert pick_device("cpu") == torch.device("cpu")


@pytest.mark.parametrize("wanted", ["gpu", "tpu", "cuda:x", "cpu:zero", "CUDA"])
def test_an_unknown_device_is_refused(monkeypatch: pytest.MonkeyPatch, wanted: str):
    monkeypatch.setenv(VARIABLE, wanted)
    with pytest.raises(ValueError, match=f"{wanted}.*unknown; choose cuda, mps or cpu"):
        pick_device()


def test_a_device_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, "cuda:99")
    with pytest.raises(ValueError, match="has no device 'cuda:99'"):
        pick_device()


def test_the_device_has_a_name_for_people():
    name = device_name(torch.device("cpu"))
    assert name.startswith("CPU") and "\n" not in name


def test_pictures_become_input_without_moving_a_number():
    pictures = np.random.default_rng(0).integers(0, 256, (2, 5, 7, 3), np.uint8)
    image = as_input(pictures)
    assert image.shape == (2, 3, 5, 7) and image.dtype == torch.float32
    assert image.is_contiguous(memory_format=torch.channels_last)
    np.testing.assert_array_equal(np.round(image.permute(0, 2, 3, 1).numpy() * 255), pictures)
    assert as_input(pictures[:, ::-1]).shape == (2, 3, 5, 7)


@pytest.mark.parametrize("channels_last", [True, False])
def test_a_layout_changes_the_order_of_the_numbers_only(channels_last: bool):
    network: Any = UNet(3, widths=(4, 5, 6, 7, 8)).eval()
    picture = torch.rand(1, 3, 32, 32)
    with torch.no_grad():
        before = network(picture)
        torch.testing.assert_close(laid_out(network, channels_last)(picture), before, rtol=1e-4, atol=1e-5)
    layout = torch.channels_last if channels_last else torch.contiguous_format
    assert network.encoder[1].first.weight.is_contiguous(memory_format=layout)


def test_freed_memory_is_used_again_where_the_system_lets_it():
    if not keep_freed_memory():
        pytest.skip("this system's allocator takes no such option")
    import resource

    def faults() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

    def touched() -> int:
        """Page faults of writing 24 MB in blocks of 1 MB, as the maps of a traced pass are."""
        before = faults()
        blocks = [torch.ones(2**18) for _ in range(24)]
        assert len(blocks) == 24
        return faults() - before

    touched()
    pages = 24 * 2**20 // resource.getpagesize()
    assert min(touched() for _ in range(3)) < pages / 10
