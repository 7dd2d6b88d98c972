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
from lessons.models.trace import trace


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
        made_for, given = (self.channels, self.height, self.width), tuple(features.shape[1:])
        if given != made_for:
            raise ValueError(
                f"The dense head was made for a map of {_size(made_for)} and was given {_size(given)}; "
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
class BothHeads:
    """What the two forms of one head say about one picture.

    `refusal` is the dense head's answer to the whole picture, None if its map happens to fit.
    `vector` (classes,) is its answer to the one window of cells at `row`, `column`; `score_map`
    (classes, rows, columns) is the convolution's answer to all windows. A cell is 8 × 8 pixels.
    """

    refusal: str | None
    row: int
    column: int
    vector: Tensor
    score_map: Tensor


@torch.no_grad()
def through_both(fcn: FCN, image: Tensor, row: int = 0, column: int = 0) -> BothHeads:
    """One picture (1, 3, height, width) through an FCN's stages, then through both forms of its head.

    `row`, `column`: the upper left cell of the window that is cut out for the dense head.

    Raises:
        ValueError: the picture is smaller than one window, or the window leaves the picture.
    """
    head, features = classifier_end(fcn), trace(fcn, image).activations[f"stages.{len(fcn.stages) - 1}"]
    rows, columns = features.shape[2] - head.height + 1, features.shape[3] - head.width + 1
    if not (0 <= row < rows and 0 <= column < columns):
        raise ValueError(
            f"The picture's map is {features.shape[2]} × {features.shape[3]} cells, so no window of "
            f"{head.height} × {head.width} starts at row {row}, column {column}; choose another window."
        )
    refusal = None
    try:
        head(features)
    except ValueError as error:
        refusal = str(error)
    window = features[:, :, row : row + head.height, column : column + head.width]
    return BothHeads(refusal, row, column, head(window)[0], head.as_convolutions()(features)[0])


def _as_dense(convolution: nn.Conv2d) -> nn.Linear:
    linear = nn.Linear(convolution.weight[0].numel(), convolution.out_channels)
    linear.weight = nn.Parameter(convolution.weight.detach().flatten(start_dim=1), requires_grad=False)
    assert convolution.bias is not None  # folding the normalisation gave it one
    linear.bias = nn.Parameter(convolution.bias.detach(), requires_grad=False)
    return linear


def _size(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))
