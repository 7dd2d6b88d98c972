"""The table says what the manifest says, and only of networks that really double that way."""

import json
from pathlib import Path

import pytest
from torch import nn

from lessons.models import MODELS, model
from lessons.models.deeplabv3plus import DeepLabV3Plus
from lessons.models.weights import MANIFEST, manifest
from lessons.upsampling.costs import Shipped, measured, shipped, table
from lessons.upsampling.upsamplers import UPSAMPLERS, upsampler


def test_the_networks_named_double_that_way():
    users = {each.name: each.upsampler for each in MODELS if each.upsampler}
    assert users.items() >= {("fcn_fused", "transposed_k4"), ("deeplabv3plus", "bilinear_conv")}
    for user, name in users.items():
        wanted, network = upsampler(name), model(user).build(8)
        assert model(user).data == "scenes"
        transposed = [part for part in network.modules() if isinstance(part, nn.ConvTranspose2d)]
        if wanted.kind == "transposed":
            shapes = {(part.kernel_size[0], part.stride[0], part.padding[0]) for part in transposed}
            assert shapes == {(wanted.kernel_size, 2, wanted.padding)}
        else:
            assert not transposed
            assert user != "deeplabv3plus" or isinstance(network, DeepLabV3Plus)


def test_no_network_that_has_transposed_convolutions_is_forgotten():
    for each in MODELS:
        parts = [part for part in each.build(8).modules() if isinstance(part, nn.ConvTranspose2d)]
        if parts and each.data == "scenes":
            assert each.upsampler, each.name


def test_the_scores_are_the_manifests():
    rows = manifest()
    found = {each.model: each.boundary_iou for row in table(4, 4, 4) for each in row.shipped}
    users = {each.name for each in MODELS if each.upsampler}
    assert found == {name: row["held_out"]["boundary_iou"] for name, row in rows.items() if name in users}


def test_a_network_without_weights_has_no_score(tmp_path: Path):
    assert shipped("transposed_k2", tmp_path) == ()
    row = {"held_out": {"boundary_iou": 0.5, "count": 7}}
    (tmp_path / MANIFEST).write_text(json.dumps({"unet": row, "fcn_fused": row}), encoding="utf-8")
    assert shipped("transposed_k2", tmp_path) == (Shipped("unet", 0.5, 7),)
    assert shipped("transposed_k4", tmp_path) == (Shipped("fcn_fused", 0.5, 7),)
    assert shipped("sub_pixel", tmp_path) == ()


def test_every_upsampler_has_its_row():
    rows = table(32, 16, 64)
    assert [row.upsampler for row in rows] == list(UPSAMPLERS)
    by_name = {row.upsampler.name: row for row in rows}
    k2, nearest = by_name["transposed_k2"], by_name["nearest_conv"]
    assert k2.parameters == 2 * 2 * 32 * 16 + 16 and k2.multiply_adds == 2 * 2 * 32 * 16 * 64 * 64
    assert nearest.multiply_adds == 9 * 32 * 16 * 128 * 128
    assert {name for name, row in by_name.items() if row.index_even > 0.5} == {"transposed_k3"}
    with pytest.raises(ValueError, match="at least 1"):
        table(0, 1, 1)


def test_times_are_positive():
    times = measured(4, 4, 8, repeats=1)
    assert len(times) == len(UPSAMPLERS) and min(times) > 0
