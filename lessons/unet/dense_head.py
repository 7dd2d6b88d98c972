"""Why a classifier's dense head loses *where*, and how the same weights, as a convolution, keep it.

A dense layer takes a whole map, channels × height × width numbers, as one long list and multiplies
each number by a weight of its own. The map must have the one size that it was made for, and one list
of scores comes out. Cut that weight list back into a grid of channels × height × width: it is a
convolution kernel, applied at one place. Slide it over a larger map, and there is a list of scores
at every place: a map again.

Long, Shelhamer and Darrell (2015), "Fully Convolutional Networks for Semantic Segmentation",
section 3.1, "Adapting classifiers for dense prediction", arXiv 1411.4038.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from lessons.models.fcn import FCN
from lessons.models.serving.trace import trace


class DenseHead(nn.Module):
    """The end of a classifier: a map (batch, channels, height, width) → scores (batch, num_classes).

    `layers` are dense layers with a ReLU between them; the first takes the whole map of
    `channels` × `height` × `width` numbers, and no other size.
    """

    def __init__(self, channels: int, height: int, width: int, layers: tuple[nn.Linear, ...]):
        super().__init__()
        self.channels, self.height, self.width = channels, height, width
        self.layers = nn.ModuleList(layers)

    def forward(self, features: Tensor) -> Tensor:
        """One score per class for the whole map.

        Raises:
            ValueError: the map has another size than the one the head was made for.
        """
        expected, actual = (self.channels, self.height, self.width), tuple(features.shape[1:])
        if actual != expected:
            raise ValueError(
                f"The dense head was made for a map of {_size(expected)} and was given {_size(actual)}; "
                "it has no weights for any other size."
            )
        scores = features.flatten(start_dim=1)
        for place, layer in enumerate(self.layers):
            scores = layer(torch.relu(scores) if place else scores)
        return scores

    def as_convolutions(self) -> nn.Sequential:
        """The same weights as convolutions: (batch, channels, h, w) → (batch, num_classes, rows, columns).

        Each place of the result is a window of `height` × `width` cells: rows = h − height + 1.
        """
        first, *others = self.layers
        convolutions = [as_convolution(first, self.channels, self.height, self.width)]  # pyright: ignore[reportArgumentType]
        for layer in others:
            convolutions += [nn.ReLU(), as_convolution(layer, layer.in_features, 1, 1)]  # pyright: ignore
        return nn.Sequential(*convolutions)


def as_convolution(linear: nn.Linear, channels: int, height: int, width: int) -> nn.Conv2d:
    """A dense layer over a map of channels × height × width, as the convolution with the same weights.

    Raises:
        ValueError: the layer does not take channels · height · width numbers.
    """
    if linear.in_features != channels * height * width:
        raise ValueError(
            f"The dense layer takes {linear.in_features} numbers, but a map of "
            f"{_size((channels, height, width))} has {channels * height * width}."
        )
    convolution = nn.Conv2d(channels, linear.out_features, (height, width), bias=linear.bias is not None)
    with torch.no_grad():
        # A dense layer reads the map channel by channel, row by row: the order of a kernel's weights.
        convolution.weight.copy_(linear.weight.view_as(convolution.weight))
        if convolution.bias is not None:
            convolution.bias.copy_(linear.bias)
    return convolution.eval().requires_grad_(False)


def classifier_end(fcn: FCN) -> DenseHead:
    """The dense head that an FCN in eval mode grew out of: its fc6, fc7 and scores as dense layers.

    The normalisation that follows a convolution multiplies and adds the same numbers everywhere once
    training is over, so it is folded into the weights.
    """
    fused = [fuse_conv_bn_eval(step[0], step[1]) for step in (fcn.fc6, fcn.fc7)]  # pyright: ignore
    convolutions = [*fused, fcn.scores[0]]
    _, channels, height, width = convolutions[0].weight.shape
    return DenseHead(channels, height, width, tuple(_as_dense(each) for each in convolutions)).eval()


@dataclass(frozen=True)
class Everywhere:
    """The head as convolutions, over one whole picture.

    `features` (1, channels, height, width) is the map it was given. `score_map` (classes, rows, columns)
    has the scores of every window of cells, by its upper left one; no rows where no window fits.
    `refusal` is the dense head's answer to the whole map, None if its size happens to be right.
    """

    features: Tensor
    score_map: Tensor
    refusal: str | None


@torch.no_grad()
def everywhere(fcn: FCN, image: Tensor) -> Everywhere:
    """One picture (1, 3, height, width) through an FCN's stages, once, and its head as convolutions."""
    head, features = classifier_end(fcn), trace(fcn, image).activations[f"stages.{len(fcn.stages) - 1}"]
    refusal = None
    try:
        head(features)
    except ValueError as error:
        refusal = str(error)
    if features.shape[2] < head.height or features.shape[3] < head.width:
        return Everywhere(features, features.new_empty(fcn.scores[0].out_channels, 0, 0), refusal)  # pyright: ignore
    return Everywhere(features, head.as_convolutions()(features)[0], refusal)


@torch.no_grad()
def at_window(fcn: FCN, features: Tensor, row: int, column: int) -> Tensor:
    """The dense head's scores (classes,) for the one window of `features` that starts at `row`, `column`.

    Raises:
        ValueError: no window starts there.
    """
    head, (height, width) = classifier_end(fcn), features.shape[2:]
    if not (0 <= row <= height - head.height and 0 <= column <= width - head.width):
        raise ValueError(
            f"The picture's map is {height} × {width} cells, so no window of {head.height} × {head.width} "
            f"starts at row {row}, column {column}; choose another window."
        )
    return head(features[:, :, row : row + head.height, column : column + head.width])[0]


def _as_dense(convolution: nn.Conv2d) -> nn.Linear:
    linear = nn.Linear(convolution.weight[0].numel(), convolution.out_channels)
    linear.weight = nn.Parameter(convolution.weight.detach().flatten(start_dim=1), requires_grad=False)
    assert convolution.bias is not None  # folding the normalisation gave it one
    linear.bias = nn.Parameter(convolution.bias.detach(), requires_grad=False)
    return linear


def _size(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))
