"""The networks of the course. `MODELS` is the list; a picker, a test or a benchmark reads it."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True)
class Model:
    """One network. `name` is its permanent identity, `builder` where its class is: "module:class".

    The class takes the number of classes; its `forward` turns an image, float32 (batch, 3, height,
    width) in [0, 1], into logits (batch, classes, height, width).
    """

    name: str
    title: str
    builder: str

    def build(self, num_classes: int, seed: int = 0) -> "nn.Module":
        """A new network with random weights, the same ones for the same seed.

        Torch is imported here, not with this module: a page that lists the networks need not wait.
        """
        import torch

        module, class_name = self.builder.split(":")
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return getattr(import_module(module), class_name)(num_classes)


MODELS: tuple[Model, ...] = (
    Model(name="tiny_unet", title="Tiny U-Net", builder="lessons.models.tiny_unet:TinyUNet"),
)
