"""Every system of the course on one map: what it answers, what it learns from, and where it can be tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lessons.models import INSTANCE_MODELS, MODELS, PROMPT_MODELS

Rows: TypeAlias = Mapping[str, Mapping[str, Any]]
"""The rows of the manifest by model, as `lessons.models.weights.manifest` gives them."""


@dataclass(frozen=True)
class Family:
    """One kind of network: what it answers and what its labels have to be."""

    name: str
    year: int
    answers: str
    labels: str

    @property
    def models(self) -> tuple[str, ...]:
        """Those of `lessons.models` that are of this family, by name."""
        every = (*MODELS, *INSTANCE_MODELS, *PROMPT_MODELS)
        return tuple(each.name for each in every if each.family == self.name)


FAMILIES: tuple[Family, ...] = (
    Family("FCN", 2015, "semantic: a class for every pixel", "masks"),
    Family("U-Net", 2015, "semantic", "masks"),
    Family("DeepLabV3+", 2018, "semantic", "masks"),
    Family("Mask R-CNN", 2017, "instance: a mask for every object", "objects"),
    Family("Mask2Former", 2022, "panoptic: both, and either alone", "objects and masks"),
    Family("SAM", 2023, "prompts: a mask of what you point at", "none of yours"),
)


@dataclass(frozen=True)
class Entry:
    """One line of the quick reference; `lesson` is the slug of the lesson that has it live, empty if none has."""

    name: str
    says: str
    lesson: str


REFERENCE: tuple[Entry, ...] = (
    Entry("FCN", "no dense layers, all convolution; the original", "unet"),
    Entry("U-Net", "skips; medicine, and wherever labelled pictures are few", "unet"),
    Entry("DeepLabV3+", "dilated (atrous) convolutions; general use", "dilation"),
    Entry("Mask R-CNN", "a mask for each instance", "flavours"),
    Entry("Mask2Former", "all three flavours from one network; not run here", "flavours"),
    Entry("SAM", "a mask for a prompt, of things it has no name for", "prompting"),
    Entry("argmax", "the class with the highest score, at each pixel", "argmax"),
    Entry("IoU", "intersection over union; the usual measure", "metrics"),
    Entry("Dice", "twice the intersection over both sizes; medicine, and as a loss", "metrics"),
    Entry("mIoU", "the mean of the classes' IoU; what benchmarks rank by", "metrics"),
    Entry("Pixel accuracy", "misleading wherever one class is large", "metrics"),
    Entry("Transposed convolution", "upsampling that is learned; may leave checkerboards", "upsampling"),
    Entry("Losses", "cross-entropy and Dice together, so that rare classes are kept", "training"),
)
"""What to look up, in the order of the lesson: systems, then measures, then parts."""


def scores_in_words(family: Family, rows: Rows) -> str:
    """What the first of its networks here reaches on pictures it never learned from, in words."""
    for name in family.models:
        if name in rows:
            scores = rows[name]["held_out"]
            if "miou" in scores:
                return (
                    f"mIoU {scores['miou']:.3f} with all pixels pooled; boundary IoU {scores['boundary_iou']:.3f}, "
                    "the mean of single outlines, 1 pixel wide"
                )
            if "matched_iou" in scores:
                return f"IoU {scores['matched_iou']:.3f} of the objects it finds"
            things, regions = (scores["best_1_click"][kind] for kind in ("things", "stuff"))
            return (
                f"after one click, the best of three masks: mean IoU {things:.3f} of things, {regions:.3f} of "
                "regions of stuff"
            )
    return "none is here"


def instances_found(rows: Rows) -> tuple[str, ...]:
    """Why to take an instance model, and how well ours does."""
    reasons = (
        "Objects that touch are one region to a semantic network; Mask R-CNN gives each its own mask.",
    )
    if "mask_rcnn" not in rows:
        return reasons
    scores = rows["mask_rcnn"]["held_out"]
    worst = min(scores["recall"], key=scores["recall"].__getitem__)
    return (
        *reasons,
        f"Ours finds {scores['recall'][worst]:.0%} of the objects of its worst class, {worst}. Over all that it "
        f"finds, the mean IoU is {scores['matched_iou']:.3f}.",
    )


def labelling(rows: Rows) -> tuple[str, ...]:
    """What to do before there are labels, and how well our SAM does it."""
    words = "Label first, by pointing: SAM makes a mask of a click or a box, and you correct it."
    if "sam" in rows:
        iou = rows["sam"]["held_out"]["best_1_click"]["things"]
        words += (
            f" Ours reaches a mean IoU of {iou:.3f} on single things after one click, if you take the best of three "
            "masks."
        )
    return (words,)
