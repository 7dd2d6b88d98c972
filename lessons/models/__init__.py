"""The networks of the course. `MODELS` is the list; a picker, a test or a benchmark reads it.

`INSTANCE_MODELS` and `PROMPT_MODELS` are lists of their own, because what they take and give is another
thing: a list of pictures and, for each, its objects; a picture and what somebody points at in it. Whatever
shows or measures one kind cannot take the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from torch import nn

Data = Literal["scenes", "nuclei", "prompts"]
Task = Literal["semantic", "instance", "prompt"]

THINGS = ("car", "person", "sign", "tree")
"""The classes of the street scenes that come in countable objects."""


@dataclass(frozen=True)
class Model:
    """One network. `name` is its permanent identity, `builder` where its class is: "module:class".

    The class takes the number of classes and `options`. For the task "semantic" its `forward` turns an
    image, float32 (batch, 3, height, width) in [0, 1], into logits (batch, classes, height, width);
    for "instance" it is as in `lessons.models.mask_rcnn`, for "prompt" as in `lessons.models.sam`. `data` is
    what its weights are trained on, which together with the task decides what the classes are.
    `starts_from` names the network whose trained weights its encoder begins with.

    The others say where the lessons show it. `family` is the row of `lessons.practice.families` that its scores
    stand for; the first network of a family that has weights here speaks for it. `library` is the architecture
    of segmentation_models_pytorch that is, or comes nearest to it. `upsampler` is what doubles its maps, as
    `lessons.upsampling.upsamplers` names it. With `lab` a learner can choose it in the lab of the lesson on training.
    """

    name: str
    title: str
    builder: str
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)
    data: Data = "scenes"
    task: Task = "semantic"
    starts_from: str | None = None
    family: str | None = None
    library: str | None = None
    upsampler: str | None = None
    lab: bool = False

    @property
    def class_names(self) -> tuple[str, ...]:
        """The class each channel of the trained network's logits scores, named as in `lessons.palette`.

        A network for prompts knows no classes; its channels are the candidates it offers.
        """
        if self.task == "prompt":
            return ("first", "second", "third")
        if self.data == "nuclei":
            return ("background", "nucleus")
        if self.task == "instance":
            return ("background", *THINGS)
        from lessons.scenes import CLASS_NAMES

        return CLASS_NAMES

    def build(self, num_classes: int, seed: int = 0) -> "nn.Module":
        """A new network with random weights, the same ones for the same seed.

        Torch is imported here, not with this module: a page that lists the networks need not wait.
        """
        import torch

        module, class_name = self.builder.split(":")
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return getattr(import_module(module), class_name)(num_classes, **self.options)


_UNET = "lessons.models.unet:UNet"

MODELS: tuple[Model, ...] = (
    Model(
        name="tiny_unet",
        title="Tiny U-Net",
        builder="lessons.models.tiny_unet:TinyUNet",
        library="Unet",
        upsampler="transposed_k2",
        lab=True,
    ),
    Model(
        name="unet",
        title="U-Net",
        builder=_UNET,
        family="U-Net",
        library="Unet",
        upsampler="transposed_k2",
        lab=True,
    ),
    Model(
        name="unet_no_skips",
        title="U-Net without skips",
        builder=_UNET,
        options={"skips": False},
        library="Unet",
        upsampler="transposed_k2",
    ),
    Model(
        name="fcn",
        title="FCN, coarse scores",
        builder="lessons.models.fcn:FCN",
        family="FCN",
        library="FPN",
        lab=True,
    ),
    Model(
        name="fcn_fused",
        title="FCN, fused scores",
        builder="lessons.models.fcn:FCN",
        options={"fused": True},
        family="FCN",
        library="FPN",
        upsampler="transposed_k4",
        lab=True,
    ),
    Model(
        name="deeplabv3plus",
        title="DeepLabV3+",
        builder="lessons.models.deeplabv3plus:DeepLabV3Plus",
        family="DeepLabV3+",
        library="DeepLabV3Plus",
        upsampler="bilinear_conv",
        lab=True,
    ),
    Model(
        name="smp_unet",
        title="U-Net of a library",
        builder="lessons.models.library_unet:LibraryUnet",
        family="U-Net",
        library="Unet",
    ),
    Model(name="unet_nuclei", title="U-Net for cell nuclei", builder=_UNET, data="nuclei"),
)

INSTANCE_MODELS: tuple[Model, ...] = (
    Model(
        name="mask_rcnn",
        title="Mask R-CNN",
        builder="lessons.models.mask_rcnn:MaskRCNN",
        task="instance",
        family="Mask R-CNN",
    ),
)

PROMPT_MODELS: tuple[Model, ...] = (
    Model(
        name="sam",
        title="SAM in miniature",
        builder="lessons.models.sam:SAM",
        data="prompts",
        task="prompt",
        starts_from="unet",
        family="SAM",
    ),
)


def model(name: str) -> Model:
    """The network with this name.

    Raises:
        KeyError: there is none; the message lists the names.
    """
    every = (*MODELS, *INSTANCE_MODELS, *PROMPT_MODELS)
    for candidate in every:
        if candidate.name == name:
            return candidate
    raise KeyError(f"There is no model {name!r}; choose one of {', '.join(each.name for each in every)}.")
