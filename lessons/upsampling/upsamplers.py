"""Six ways to double a map, as PyTorch modules, and three ways to start their weights.

- A *transposed convolution* stamps a kernel for each cell. If the stride does not divide the kernel's
  size, the stamps overlap unevenly.
- *Resize-convolution* first repeats or blends cells by a fixed rule, then convolves. Odena, Dumoulin and
  Olah (2016), "Deconvolution and Checkerboard Artifacts", Distill.
- *Sub-pixel convolution* makes four times the channels and lays them out as 2 × 2 cells. Shi et al.
  (2016), "Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional
  Neural Network", arXiv 1609.05158.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from torch import Tensor, nn

Kind = Literal["transposed", "resize", "sub-pixel"]
Start = Literal["random", "even", "bilinear"]

STARTS: tuple[Start, ...] = ("random", "even", "bilinear")
"""How the weights from one channel to another begin: all random; all the same, so that only the overlap
counts; or such that the whole doubling is a linear interpolation."""


@dataclass(frozen=True)
class Upsampler:
    """One way to double a map's height and width.

    `kernel_size`, `padding` and `output_padding` are those of its one convolution, which has stride 2 if
    it is transposed, else 1. `resize` is the rule that comes before it, empty if there is none.
    """

    name: str
    title: str
    kind: Kind
    kernel_size: int
    padding: int
    output_padding: int = 0
    resize: Literal["", "nearest", "bilinear"] = ""

    def build(self, inputs: int, outputs: int, start: Start = "random", seed: int = 0) -> "nn.Module":
        """A new module (batch, inputs, h, w) → (batch, outputs, 2h, 2w); the same seed, the same weights."""
        import torch
        from torch import nn

        if start not in STARTS:
            raise ValueError(f"The start {start!r} is unknown; choose {', '.join(STARTS)}.")
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            if self.kind == "transposed":
                layer = nn.ConvTranspose2d(
                    inputs, outputs, self.kernel_size, 2, self.padding, self.output_padding
                )
                network: nn.Module = layer
            elif self.kind == "resize":
                layer = nn.Conv2d(inputs, outputs, self.kernel_size, padding=self.padding)
                network = nn.Sequential(nn.Upsample(scale_factor=2, mode=self.resize), layer)
            else:
                layer = nn.Conv2d(inputs, 4 * outputs, self.kernel_size, padding=self.padding)
                network = nn.Sequential(layer, nn.PixelShuffle(2))
            mix = torch.randn(outputs, inputs) / inputs**0.5
        with torch.no_grad():
            assert layer.bias is not None
            layer.bias.zero_()
            if start != "random":
                layer.weight.copy_(self._weights(mix, start))
        return network

    def parameters(self, inputs: int, outputs: int) -> int:
        """How many numbers training sets: the kernel's weights, and a bias for each of its outputs."""
        channels = 4 * outputs if self.kind == "sub-pixel" else outputs
        return self.kernel_size**2 * inputs * channels + channels

    def multiply_adds(self, inputs: int, outputs: int, height: int, width: int) -> int:
        """What doubling one map (inputs, height, width) takes.

        A transposed convolution uses each weight once at each *input* cell. A convolution after a resize
        uses it at each cell of the result, four times as many; blending four cells adds four.
        """
        weights = self.parameters(inputs, outputs) - (4 * outputs if self.kind == "sub-pixel" else outputs)
        cells = height * width
        if self.kind != "resize":
            return weights * cells
        return (weights + (4 * inputs if self.resize == "bilinear" else 0)) * 4 * cells

    def _weights(self, mix: "Tensor", start: Start) -> "Tensor":
        """Weights that mix the channels by `mix` (outputs, inputs) and treat every cell alike."""
        import torch

        size = self.kernel_size
        if self.kind == "transposed":
            profile = torch.ones(size) if start == "even" else torch.tensor(linear_taps(size, stride=2))
            return mix.T[:, :, None, None] * profile[:, None] * profile
        if start == "even":
            rows = torch.ones(mix.shape[0] * (4 if self.kind == "sub-pixel" else 1), 1, size, size)
            return rows / size**2 * mix.repeat_interleave(len(rows) // len(mix), dim=0)[:, :, None, None]
        if self.kind == "resize":  # the resize has blended already: pass its result on
            centre = torch.zeros(size, size)
            centre[size // 2, size // 2] = 1
            return mix[:, :, None, None] * centre
        # The upper and left of the 2 × 2 new cells lean on the cell before, the others on the one after.
        leaning = torch.tensor([[0.25, 0.75, 0.0], [0.0, 0.75, 0.25]])
        four = torch.stack([row[:, None] * column for row in leaning for column in leaning])
        return (mix[:, None, :, None, None] * four[None, :, None]).flatten(0, 1)


def linear_taps(kernel_size: int, stride: int) -> list[float]:
    """One side of a kernel that blends linearly: a triangle that is `stride` wide each way, sum `stride`.

    Kernel 4 and stride 2 give ¼, ¾, ¾, ¼; kernel 2 and stride 2 only have room for 1, 1.
    """
    centre = (kernel_size - 1) / 2
    triangle = [max(0.0, 1 - abs(tap - centre) / stride) for tap in range(kernel_size)]
    return [stride * height / sum(triangle) for height in triangle]


UPSAMPLERS: tuple[Upsampler, ...] = (
    Upsampler("transposed_k2", "Transposed, kernel 2", "transposed", 2, 0),
    Upsampler("transposed_k3", "Transposed, kernel 3", "transposed", 3, 1, 1),
    Upsampler("transposed_k4", "Transposed, kernel 4", "transposed", 4, 1),
    Upsampler("nearest_conv", "Nearest, then convolution", "resize", 3, 1, resize="nearest"),
    Upsampler("bilinear_conv", "Bilinear, then convolution", "resize", 3, 1, resize="bilinear"),
    Upsampler("sub_pixel", "Sub-pixel convolution", "sub-pixel", 3, 1),
)


def upsampler(name: str) -> Upsampler:
    """The upsampler with this name. Raises `KeyError` if there is none."""
    for candidate in UPSAMPLERS:
        if candidate.name == name:
            return candidate
    raise KeyError(
        f"There is no upsampler {name!r}; choose one of {', '.join(each.name for each in UPSAMPLERS)}."
    )
