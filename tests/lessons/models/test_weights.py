"""Weights are what the manifest says they are, or they are refused in one sentence."""

import hashlib
import json
import pickle
from pathlib import Path

import pytest
import safetensors.torch
import torch

from lessons.models import model
from lessons.models.weights import WeightsError, available, load, manifest, save, scores

NAME = "tiny_unet.safetensors"


def new(seed: int) -> torch.nn.Module:
    return model("tiny_unet").build(8, seed).eval()


def claim(folder: Path, content: bytes) -> None:
    """Write `content` as the weights and make the manifest vouch for it."""
    (folder / NAME).write_bytes(content)
    rows = manifest(folder)
    rows["tiny_unet"]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(rows))


def refused(folder: Path, name: str = "tiny_unet") -> str:
    with pytest.raises(WeightsError) as refusal:
        load(name, folder)
    sentence = str(refusal.value)
    assert "\n" not in sentence and "python -m lessons.models train" in sentence
    return sentence


def test_what_was_saved_comes_back_rounded_to_fp16(folder: Path):
    original, loaded = new(3), load("tiny_unet", folder)
    assert not loaded.training and not any(each.requires_grad for each in loaded.parameters())
    for key, value in loaded.state_dict().items():
        assert value.dtype == torch.float32
        assert torch.equal(value, original.state_dict()[key].half().float())
    assert load("tiny_unet", folder) is not loaded


def test_the_manifest_describes_the_file(folder: Path):
    content, row = (folder / NAME).read_bytes(), manifest(folder)["tiny_unet"]
    assert row["sha256"] == hashlib.sha256(content).hexdigest()
    assert row["bytes"] == len(content) < 2_000_000
    assert row["parameters"] == sum(each.numel() for each in new(0).parameters())
    assert all(each.dtype == torch.float16 for each in safetensors.torch.load(content).values())
    assert scores("tiny_unet", folder)["miou"] == 0.5
    assert available(folder) == ("tiny_unet",)
    assert sorted(each.name for each in folder.iterdir()) == ["manifest.json", NAME]


def test_batch_statistics_make_the_round_trip_exactly(tmp_path: Path):
    """They may be larger than fp16 holds, and are few."""
    network = model("fcn").build(8)
    network(torch.rand(2, 3, 32, 32))
    first = next(module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d))
    assert first.running_var is not None
    first.running_var[0] = 1e6
    save("fcn", network.eval(), {"held_out": {}}, tmp_path)
    loaded, learned = load("fcn", tmp_path), {key for key, _ in network.named_parameters()}
    for key, value in network.state_dict().items():
        expected = value.half().float() if key in learned else value
        assert torch.equal(loaded.state_dict()[key], expected), key


def test_another_model_gets_a_row_beside_the_first(folder: Path):
    before = manifest(folder)["tiny_unet"]
    save("fcn", model("fcn").build(8), {"held_out": {}}, folder)
    assert list(manifest(folder)) == ["tiny_unet", "fcn"]
    assert manifest(folder)["tiny_unet"] == before


def test_a_missing_file_is_named(folder: Path):
    (folder / NAME).unlink()
    assert "are missing" in refused(folder)
    assert available(folder) == ()


def test_a_model_without_a_row_says_how_to_train_it(folder: Path, tmp_path: Path):
    assert "unet has no trained weights here; train it with" in refused(folder, "unet")
    assert "no trained weights" in refused(tmp_path / "nowhere")
    assert available(tmp_path / "nowhere") == ()
    with pytest.raises(WeightsError, match="no trained weights"):
        scores("unet", folder)


def test_a_name_that_is_no_model_is_refused_before_any_file_is_read(folder: Path):
    for name in ("../../secret", "", "UNET"):
        with pytest.raises(KeyError, match="no model"):
            load(name, folder)


@pytest.mark.parametrize("place", [0, 9, 200, -1])
def test_one_changed_byte_is_noticed(folder: Path, place: int):
    content = bytearray((folder / NAME).read_bytes())
    content[place] ^= 1
    (folder / NAME).write_bytes(content)
    assert "their sha256 differs" in refused(folder)


def test_other_weights_under_the_name_are_noticed(folder: Path):
    (folder / NAME).write_bytes(safetensors.torch.save(new(4).state_dict()))
    assert "their sha256 differs" in refused(folder)


@pytest.mark.parametrize("cut", [0, 4, 60, 5000])
def test_a_damaged_file_that_the_manifest_vouches_for_is_refused(folder: Path, cut: int):
    claim(folder, (folder / NAME).read_bytes()[:cut])
    assert "do not fit" in refused(folder)


def test_a_header_that_claims_to_be_huge_is_refused(folder: Path):
    claim(folder, (2**62).to_bytes(8, "little") + b"{}")
    assert "do not fit" in refused(folder)


def test_a_pickle_is_refused_and_never_run(folder: Path, tmp_path: Path):
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "sprung",)  # type: ignore[return-value]

    claim(folder, pickle.dumps(Trap()))
    assert "do not fit" in refused(folder)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("change", ["missing", "extra", "shape"])
def test_weights_of_another_architecture_are_refused(folder: Path, change: str):
    state = new(3).state_dict()
    if change == "missing":
        del state["head.bias"]
    elif change == "extra":
        state["tail.bias"] = torch.zeros(1)
    else:
        state["head.bias"] = torch.zeros(9)
    claim(folder, safetensors.torch.save(state))
    assert "do not fit the network tiny_unet" in refused(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"tiny_unet": 1}', "\x00"])
def test_a_damaged_manifest_is_named(folder: Path, text: str):
    (folder / "manifest.json").write_text(text)
    with pytest.raises(WeightsError, match=r"manifest\.json"):
        load("tiny_unet", folder)


def test_a_manifest_that_is_not_text_is_named(folder: Path):
    (folder / "manifest.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WeightsError, match=r"manifest\.json"):
        available(folder)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e6])
def test_a_weight_that_fp16_cannot_hold_is_not_saved(folder: Path, value: float):
    network = new(3)
    with torch.no_grad():
        network.get_parameter("head.bias")[0] = value
    before = (folder / NAME).read_bytes()
    with pytest.raises(WeightsError, match=r"head\.bias"):
        save("tiny_unet", network, {}, folder)
    assert (folder / NAME).read_bytes() == before
