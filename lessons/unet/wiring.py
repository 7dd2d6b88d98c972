"""Which map each convolution of a U-Net reads: the way back from a logit to the image."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from lessons.models.serving.trace import Trace
from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet

IMAGE = "image"


@dataclass(frozen=True)
class Source:
    """A map that a layer reads: what `layer` made, then normalised (`norm`), cut at 0 (`relu`), pooled.

    `layer` and `norm` are paths in the network, as in `Trace.activations`; `layer` may be "image".
    """

    layer: str
    norm: str | None = None
    relu: bool = True
    pooled: bool = False


def wiring(model: UNet | TinyUNet) -> dict[str, tuple[Source, ...]]:
    """For each layer one can walk back through, the maps it reads, stacked in this order.

    The layers come from the head back to the image, each before those it reads; a skip is the source
    that comes first of two.

    Raises:
        ValueError: the network upsamples by another way than transposed convolutions.
    """
    forwards = _tiny() if isinstance(model, TinyUNet) else _unet(model)
    return dict(reversed(forwards.items()))


def _tiny() -> dict[str, tuple[Source, ...]]:
    return {
        "enter": (Source(IMAGE, relu=False),),
        "deepen": (Source("enter", pooled=True),),
        "up": (Source("deepen"),),
        "merge": (Source("enter"), Source("up", relu=False)),
        "head": (Source("merge"),),
    }


def _unet(model: UNet) -> dict[str, tuple[Source, ...]]:
    wires: dict[str, tuple[Source, ...]] = {}
    for level in range(len(model.encoder)):
        above = _block(f"encoder.{level - 1}", pooled=True) if level else Source(IMAGE, relu=False)
        wires |= _inside(f"encoder.{level}", (above,))
    below = _block(f"encoder.{len(model.encoder) - 1}")
    for place, up in enumerate(model.up):
        skip = _block(f"encoder.{len(model.up) - 1 - place}")
        if not isinstance(up, nn.ConvTranspose2d):
            raise ValueError(
                "The way back is drawn for transposed convolutions; choose a network that has them."
            )
        wires[f"up.{place}"] = (below,)
        risen = Source(f"up.{place}", relu=False)
        wires |= _inside(f"decoder.{place}", (skip, risen) if model.skips else (risen,))
        below = _block(f"decoder.{place}")
    return wires | {"head": (below,)}


def _block(path: str, pooled: bool = False) -> Source:
    return Source(f"{path}.second", norm=f"{path}.second_norm", pooled=pooled)


def _inside(path: str, sources: tuple[Source, ...]) -> dict[str, tuple[Source, ...]]:
    return {f"{path}.first": sources, f"{path}.second": (Source(f"{path}.first", norm=f"{path}.first_norm"),)}


def map_of(source: Source, trace: Trace, image: Tensor) -> Tensor:
    """The map that a source hands on, (channels, height, width), of the first of the traced pictures.

    `image` (1, 3, height, width) is what the network was given; it is padded here as it is there.
    """
    features = before_pooling(source, trace, image)
    return functional.max_pool2d(features, 2) if source.pooled else features


def before_pooling(source: Source, trace: Trace, image: Tensor) -> Tensor:
    """The same map, but as large as it was before the pooling, if there is one."""
    if source.layer == IMAGE:
        step = 2 ** sum(path.partition("[")[0] == "pool" for path in trace.activations)
        height, width = image.shape[-2:]
        return functional.pad(image[:1], (0, -width % step, 0, -height % step), mode="replicate")[0]
    features = trace.activations[source.norm or source.layer][0]
    return torch.relu(features) if source.relu else features
