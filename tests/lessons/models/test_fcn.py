"""The FCN's claims: a dense layer is a convolution, and fused scores start as bilinear ones."""

import torch
from torch import nn
from torch.nn import functional

from lessons.models.fcn import FCN, doubling


def image(height: int, width: int) -> torch.Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(1))


def test_it_has_no_dense_layer():
    assert not any(
        isinstance(module, nn.Linear) for fused in (0, 1) for module in FCN(3, bool(fused)).modules()
    )


def test_its_first_dense_layer_is_a_convolution_everywhere_at_once():
    """The same numbers as an `nn.Linear` over the flattened 7 × 7 patch, at every place."""
    network = FCN(3).eval()
    convolution = network.fc6[0]
    assert isinstance(convolution, nn.Conv2d) and convolution.kernel_size == (7, 7)
    dense = nn.Linear(49 * convolution.in_channels, convolution.out_channels, bias=False)
    with torch.no_grad():
        dense.weight.copy_(convolution.weight.flatten(1))
        features = torch.randn(1, convolution.in_channels, 9, 11, generator=torch.Generator().manual_seed(2))
        everywhere = convolution(features)
        patches = functional.unfold(features, 7, padding=3)[0].T
        torch.testing.assert_close(dense(patches).T.reshape(1, -1, 9, 11), everywhere, rtol=1e-4, atol=1e-4)


def test_plain_scores_come_at_an_eighth_and_are_stretched():
    network, shapes = FCN(5).eval(), []
    network.scores[0].register_forward_hook(lambda module, given, result: shapes.append(result.shape))
    with torch.no_grad():
        logits = network(image(64, 96))
    assert shapes == [(1, 5, 8, 12)] and logits.shape == (1, 5, 64, 96)


def test_fused_scores_add_two_finer_grids():
    network, shapes = FCN(5, fused=True).eval(), []
    for score in network.scores:
        score.register_forward_hook(lambda module, given, result: shapes.append(tuple(result.shape[2:])))
    with torch.no_grad():
        network(image(64, 96))
    assert shapes == [(8, 12), (16, 24), (32, 48)]


def test_doubling_starts_as_bilinear_interpolation():
    grid = torch.randn(2, 4, 6, 5, generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        layer = doubling(4)
        assert layer.bias is not None
        ours = layer(grid) - layer.bias[:, None, None]
    theirs = functional.interpolate(grid, scale_factor=2, mode="bilinear")
    # At the rim interpolation repeats the last cell; the convolution sees zeros past it.
    torch.testing.assert_close(ours[..., 1:-1, 1:-1], theirs[..., 1:-1, 1:-1])
