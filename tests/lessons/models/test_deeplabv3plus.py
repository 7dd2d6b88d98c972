"""DeepLabV3+'s claims: it sees far at an eighth of the size, and one early map brings the edges back."""

import torch
from torch import nn

from lessons.models.deeplabv3plus import ASPP, DeepLabV3Plus, ResidualStage


def test_the_stages_keep_an_eighth_and_the_skip_comes_from_a_half():
    network, sizes = DeepLabV3Plus(5).eval(), []
    for stage in network.stages:
        stage.register_forward_hook(lambda module, given, result: sizes.append(tuple(result.shape[2:])))
    with torch.no_grad():
        assert network(torch.rand(1, 3, 64, 96)).shape == (1, 5, 64, 96)
    assert sizes == [(32, 48), (16, 24), (8, 12), (8, 12)]


def test_an_atrous_stage_sees_farther_than_a_plain_one():
    """The span of input columns that one output cell depends on, found by differentiating."""
    spans = {}
    for rate in (1, 2, 4):
        torch.manual_seed(0)
        stage = ResidualStage(2, 3, stride=1, rate=rate).eval()
        features = torch.rand(1, 2, 41, 41, requires_grad=True)
        stage(features)[0, :, 20, 20].sum().backward()
        assert features.grad is not None
        columns = features.grad.abs().sum(dim=(0, 1, 2)).nonzero()
        spans[rate] = int(columns.max() - columns.min()) + 1
    # One plain 3×3 (the entry) and two with this rate: 3 + 2 · 2 · rate.
    assert spans == {1: 7, 2: 11, 4: 19}


def test_the_pyramid_has_a_branch_for_each_rate_and_sees_the_whole_picture():
    pyramid = ASPP(4, 6, rates=(2, 4, 6)).eval()
    rates = [module.dilation[0] for module in pyramid.atrous.modules() if isinstance(module, nn.Conv2d)]
    assert rates == [2, 4, 6]
    features = torch.rand(1, 4, 40, 40, requires_grad=True)
    result = pyramid(features)
    assert result.shape == (1, 6, 40, 40)
    result[..., 0, 0].sum().backward()
    # The farthest corner is out of reach of every kernel; only the mean over all carries it there.
    assert features.grad is not None and features.grad[..., -1, -1].abs().sum() > 0
