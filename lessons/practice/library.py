"""Any network of segmentation_models_pytorch: the code that makes it, and what it is and costs.

The library is P. Iakubovskii's (2019), "Segmentation Models Pytorch". Each of its networks is an encoder,
the layers of a classifier, and a decoder that makes a mask of the encoder's maps; any encoder goes with
nearly any decoder. Importing it takes seconds, so it is imported when it is first needed.
"""

import time
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn

from lessons.practice.counting import count_forward, parameters

LIBRARYS_OWN = "smp_unet"
"""The network of this course that the library builds."""

ARCHITECTURES = {
    "Unet": "U-Net, 2015: at each size the encoder's map is concatenated",
    "UnetPlusPlus": "U-Net++, 2018: the skips pass through convolutions of their own",
    "MAnet": "MA-Net, 2020: a U-Net that learns what to attend to",
    "Linknet": "LinkNet, 2017: the encoder's map is added, which is cheaper than to concatenate it",
    "FPN": "Feature pyramid, 2017: maps of all sizes are brought to one size and added",
    "PSPNet": "Pyramid scene parsing, 2017: means over large parts of the picture, then one jump up",
    "DeepLabV3": "DeepLabV3, 2017: dilated convolutions at several rates, no skip",
    "DeepLabV3Plus": "DeepLabV3+, 2018: the same with one skip at a quarter of the size",
    "PAN": "Pyramid attention, 2018: what lies deep decides what is taken from the skips",
    "UPerNet": "UPerNet, 2018: a feature pyramid with means over large parts below it",
    "Segformer": "SegFormer, 2021: maps of all sizes side by side, and no more than 1 × 1 convolutions",
}
"""The decoders, with one line on each."""

ENCODERS = {
    "resnet18": "ResNet-18, 2016: small and plain",
    "resnet34": "ResNet-34, 2016: twice the layers; the usual first try",
    "mobilenet_v2": "MobileNetV2, 2018: few multiply–adds, made for phones",
    "efficientnet-b0": "EfficientNet-B0, 2019: few parameters for what it knows",
    "mit_b0": "Mix Transformer B0, 2021: attention in place of convolutions",
}
"""A handful of the library's encoders, with one line on each."""

CLASSES = 5
LARGEST_SIDE = 256
_REPEATS, _PATIENCE = 3, 1.0  # forwards that are timed, unless they have taken so many seconds already


class Refused(ValueError):  # noqa: N818 - it is the library that refuses
    """What the library does not build or run, in one sentence that says what to do."""


@dataclass(frozen=True)
class Facts:
    """What a network is and costs for one picture of `height` × `width` pixels.

    `logits` is the shape of its result; the parameters are those of its three parts; `milliseconds` is the
    least of a few forwards, on the CPU with one thread.
    """

    logits: tuple[int, ...]
    encoder: int
    decoder: int
    head: int
    multiply_adds: int
    milliseconds: float

    @property
    def parameters(self) -> int:
        """All of them."""
        return self.encoder + self.decoder + self.head


def smp() -> ModuleType:
    """The library, importable beside any build of torch."""
    import lessons.models.torchvision_operators  # noqa: F401 - it must come first

    # isort: split
    import segmentation_models_pytorch

    return segmentation_models_pytorch


def code_of(architecture: str, encoder: str, height: int = 256, width: int = 256) -> str:
    """The code that makes this network and runs it, as one writes it where there is an internet."""
    return f'''import segmentation_models_pytorch as smp
import torch

model = smp.{architecture}(
    encoder_name="{encoder}",
    encoder_weights="imagenet",
    in_channels=3,
    classes={CLASSES},
)
model.eval()

image = torch.zeros(1, 3, {height}, {width})
with torch.no_grad():
    logits = model(image)
mask = logits.argmax(dim=1)
'''


def build(architecture: str, encoder: str) -> Any:
    """The network of `code_of` in eval mode, its weights random: nothing is fetched.

    Raises:
        Refused: the library has no such pair.
    """
    network = getattr(smp(), architecture)
    try:
        with torch.random.fork_rng(devices=[]):
            return network(encoder_name=encoder, encoder_weights=None, in_channels=3, classes=CLASSES).eval()
    except ValueError as error:
        raise Refused(
            f"The library does not join {architecture} with {encoder}, which has no map at half the size; "
            "choose another encoder."
        ) from error


def facts(architecture: str, encoder: str, height: int = 256, width: int = 256) -> Facts:
    """Build this network, run it, count and time it, and let it go.

    Raises:
        Refused: the library has no such pair, or does not take a picture of that size.
    """
    network, image = build(architecture, encoder), torch.zeros(1, 3, height, width)
    try:
        logits, multiply_adds = count_forward(network, image)
    except RuntimeError as error:
        if str(error).startswith("Wrong input shape"):
            raise Refused(f"{architecture} answers: {error}") from error
        raise Refused(f"{height} × {width} pixels are too few for {architecture}; choose more.") from error
    times: list[float] = []
    while len(times) < _REPEATS and sum(times) < _PATIENCE:
        times.append(_seconds(network, image))
    return Facts(
        logits=tuple(logits.shape),
        encoder=parameters(network.encoder),
        decoder=parameters(network.decoder),
        head=parameters(network.segmentation_head),
        multiply_adds=multiply_adds,
        milliseconds=1000 * min(times),
    )


@torch.no_grad()
def _seconds(network: nn.Module, image: Tensor) -> float:
    start = time.perf_counter()
    network(image)
    return time.perf_counter() - start
