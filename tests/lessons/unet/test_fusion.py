"""The stages of FCN's fusion are the sums that the network itself made."""

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from lessons.models.fcn import FCN
from lessons.models.serving.trace import trace
from lessons.unet.fusion import fusion


@pytest.mark.parametrize("fused", [True, False])
def test_the_last_stage_is_what_the_network_stretches_to_its_logits(picture: Tensor, fused: bool):
    torch.manual_seed(2)
    traced = trace(FCN(8, fused=fused).eval(), picture)
    stages = fusion(traced)
    assert [tuple(each.scores.shape[1:]) for each in stages] == [(8, 8), (16, 16), (32, 32)][
        : 3 if fused else 1
    ]
    stretched = functional.interpolate(stages[-1].scores[None], size=(64, 64), mode="bilinear")
    torch.testing.assert_close(stretched, traced.logits, rtol=0, atol=1e-5)


def test_each_addition_is_the_finer_maps_scores_alone(picture: Tensor):
    torch.manual_seed(2)
    network = FCN(8, fused=True).eval()
    traced = trace(network, picture)
    first, second, third = fusion(traced)
    assert first.added is None
    for stage, level in ((second, 2), (third, 1)):
        assert stage.added is not None
        with torch.no_grad():
            finer = network.scores[3 - level](traced.activations[f"stages.{level}"])[0]
        torch.testing.assert_close(stage.added, finer)
