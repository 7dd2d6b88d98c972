"""The forms of a network: the fastest that leaves every class where float32 has it."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from torch import nn

from lessons.models import model
from lessons.models.serving import networks as serving
from lessons.models.serving.networks import EXACT_ENOUGH, LoadedNetwork, Networks, digest, measured_forms
from lessons.models.serving.runner import Runner
from lessons.models.unet import UNet
from lessons.models.weights import WeightsError
from lessons.scenes import street_scene

CPU = torch.device("cpu")


@pytest.fixture
def networks() -> Iterator[Networks]:
    runner = Runner()
    yield Networks(runner, CPU)
    runner.close()


def small() -> UNet:
    return UNet(8, widths=(4, 6, 8, 8, 8)).eval()


def samples() -> np.ndarray:
    return np.stack([street_scene(seed, 64).image for seed in (9000, 9001)])


class Fragile(nn.Module):
    """Two classes closer than bfloat16 can tell apart: only float32 knows the winner."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(3, 2, 1)
        with torch.no_grad():
            self.convolution.weight.fill_(1.0)
            self.convolution.bias = nn.Parameter(torch.tensor([100.0, 100.001]))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.convolution(image)


def test_plain_float32_comes_first_and_agrees_with_itself():
    image = torch.rand(2, 3, 32, 32)
    plain, *others = measured_forms(small(), image)
    assert (plain.channels_last, plain.bf16, plain.agreement) == (False, False, 1.0)
    assert {(form.channels_last, form.bf16) for form in others} == {(True, False), (True, True)}
    assert all(0 <= form.agreement <= 1 and form.milliseconds > 0 for form in (plain, *others))


def test_a_form_that_moves_classes_is_never_chosen():
    prepared = LoadedNetwork(Fragile().eval(), CPU, samples())
    bf16 = next(form for form in prepared.forms if form.bf16)
    assert bf16.agreement < EXACT_ENOUGH
    assert not prepared.form.bf16


def test_the_fastest_of_the_exact_ones_is_chosen():
    prepared = LoadedNetwork(small(), CPU, samples())
    exact = [form for form in prepared.forms if form.agreement >= EXACT_ENOUGH]
    assert prepared.form.milliseconds == min(form.milliseconds for form in exact)


@pytest.mark.parametrize("size", [(64, 64), (33, 50), (1, 1)])
def test_logits_and_trace_are_those_of_the_network(size: tuple[int, int]):
    network, picture = small(), np.random.default_rng(0).integers(0, 256, (*size, 3), np.uint8)
    with torch.no_grad():
        expected = network(torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 255)
    prepared = LoadedNetwork(network, CPU, samples())
    traced = prepared.trace(picture)
    torch.testing.assert_close(traced.logits, expected, rtol=1e-4, atol=1e-4)
    assert traced.logits.dtype == traced.activations["head"].dtype == torch.float32
    logits = prepared.logits(picture)
    assert logits.dtype == torch.float32 and logits.shape == expected.shape
    torch.testing.assert_close(logits, expected, rtol=0.05, atol=0.05)


def test_an_untrained_model_says_how_to_train_it(networks: Networks, monkeypatch: pytest.MonkeyPatch):
    def missing(name: str) -> nn.Module:
        raise WeightsError(f"{name} has no trained weights here")

    monkeypatch.setattr("lessons.models.serving.networks.load", missing)
    for _ in range(2):
        with pytest.raises(WeightsError, match="unet has no trained weights"):
            networks.logits("unet", samples()[0])


def test_each_network_is_loaded_once_and_each_picture_forwarded_once(
    networks: Networks, monkeypatch: pytest.MonkeyPatch
):
    loaded: list[str] = []

    def load(name: str) -> nn.Module:
        loaded.append(name)
        return model(name).build(8).eval()

    monkeypatch.setattr("lessons.models.serving.networks.load", load)
    first, second = samples()
    assert networks.logits("tiny_unet", first) is networks.logits("tiny_unet", first.copy())
    assert not torch.equal(networks.logits("tiny_unet", first), networks.logits("tiny_unet", second))
    assert networks.trace("tiny_unet", first) is networks.trace("tiny_unet", first)
    assert loaded == ["tiny_unet"]


def test_nobody_waits_while_another_network_is_loaded(networks: Networks, monkeypatch: pytest.MonkeyPatch):
    load, go_on = serving.load_network, threading.Event()

    def slow_for_the_fcn(source: serving.NetworkSource, device: torch.device) -> LoadedNetwork:
        if source == "fcn":
            assert go_on.wait(20)
        return load(source, device)

    monkeypatch.setattr(serving, "load_network", slow_for_the_fcn)
    with ThreadPoolExecutor(1) as pool:
        try:
            prepared = pool.submit(networks.prepare, "fcn")
            assert networks.logits("tiny_unet", street_scene(0, 64).image).shape[-1] == 64
            assert not prepared.done()
        finally:
            go_on.set()
        prepared.result(20)
    assert set(networks._loaded) == {"fcn", "tiny_unet"}


def test_settings_tell_results_apart(networks: Networks, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lessons.models.serving.networks.load", lambda name: model(name).build(8).eval())
    picture = samples()[0]

    def without(level: int) -> torch.Tensor:
        def cut(at: int, skip: torch.Tensor) -> torch.Tensor:
            return torch.zeros_like(skip) if at == level else skip

        return networks.run(
            "unet", picture, ("cut", level), lambda network: network.trace(picture, edit_skip=cut)
        ).logits

    assert not torch.equal(without(0), without(3))
    assert without(0) is without(0)


def test_the_digest_tells_pictures_apart():
    picture = samples()[0]
    changed = picture.copy()
    changed[0, 0, 0] ^= 1
    assert digest(picture) == digest(picture.copy()) == digest(np.asfortranarray(picture))
    assert len({digest(each) for each in (picture, changed, picture.reshape(32, 128, 3))}) == 3
