"""Which network for which job: five answers in, one recommendation out, with the numbers that speak for it.

The numbers are those of the networks of this lesson, on drawn streets of 128 × 128 pixels. They say how the
architectures compare under equal conditions, and not how well one will do on other pictures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TypeAlias

from lessons.practice.arena import Cost, Standing
from lessons.practice.families import Rows, instances_found, labelling

PICTURES = {"few": "Fewer than 100", "some": "Hundreds", "many": "Thousands"}
ANSWERS = {"stuff": "A class for every pixel", "things": "Every object apart", "both": "Both in one map"}
EDGES = {"rough": "Roughly", "sharp": "To the pixel"}
BUDGETS = {"any": inf, "fast": 20.0, "fastest": 8.0}
"""Milliseconds for one picture of 128 × 128 pixels on the computer that serves the page."""
LABELS = {"masks": "Masks", "none": "None yet"}

Contender: TypeAlias = tuple[Standing, Cost]


@dataclass(frozen=True)
class Job:
    """What is asked of the network: keys of the tables above."""

    pictures: str = "some"
    answer: str = "stuff"
    edges: str = "sharp"
    budget: str = "any"
    labels: str = "masks"


@dataclass(frozen=True)
class Advice:
    """What to take and why; `architecture` and `encoder` for the script, None where it trains no such network."""

    title: str
    reasons: tuple[str, ...]
    architecture: str | None = None
    encoder: str | None = None


def advise(job: Job, contenders: Sequence[Contender], rows: Rows) -> Advice:
    """What to take for this job, given the networks measured here and the rows of the manifest.

    Raises:
        ValueError: there is no network to choose from.
    """
    if not contenders:
        raise ValueError("No trained network is here to compare; restore the files in assets/weights.")
    if job.labels == "none":
        then = advise(replace(job, labels="masks"), contenders, rows)
        title = f"SAM, to label by pointing; then {then.title}"
        return replace(then, title=title, reasons=(*labelling(rows), *then.reasons))
    if job.answer == "things":
        return Advice("Mask R-CNN", instances_found(rows))
    semantic = _semantic(job, contenders, rows)
    if job.answer == "both":
        both = (
            *instances_found(rows),
            "Mask2Former (2022) gives both at once, and is too large to be run here. Mask R-CNN joined with a "
            "semantic network, as in the lesson on the three flavours, needs no more than what you have seen.",
            f"For the semantic half: {semantic.title}. {semantic.reasons[0]}",
        )
        title = f"Mask R-CNN joined with {semantic.title}"
        return Advice(title, both, semantic.architecture, semantic.encoder)
    return semantic


def rank(job: Job, contenders: Sequence[Contender]) -> list[Contender]:
    """Those within the job's time, or the fastest alone if none is; with few pictures only U-Nets.

    The best comes first: by boundary IoU where edges matter to the pixel, else by mIoU.
    """
    unets = [each for each in contenders if each[0].model.library == "Unet"]
    candidates = unets if unets and job.pictures == "few" else contenders
    fast = [each for each in candidates if each[1].milliseconds <= BUDGETS[job.budget]]
    fast = fast or [min(candidates, key=lambda each: each[1].milliseconds)]
    return sorted(fast, key=lambda each: -_score(job, each[0]))


def _score(job: Job, standing: Standing) -> float:
    return standing.boundary_iou if job.edges == "sharp" else standing.miou


def _semantic(job: Job, contenders: Sequence[Contender], rows: Rows) -> Advice:
    order = rank(job, contenders)
    (best, cost), name = order[0], "boundary IoU" if job.edges == "sharp" else "mIoU"
    reasons = [
        f"Of the networks that fit, it has the highest {name} on {best.count} streets it never learned from: "
        f"{_score(job, best):.3f}, in {cost.milliseconds:.1f} ms a picture on this computer."
    ]
    if cost.milliseconds > BUDGETS[job.budget]:
        reasons = [
            f"No network here keeps to {BUDGETS[job.budget]:g} ms. This is the fastest that fits: "
            f"{cost.milliseconds:.1f} ms, with a {name} of {_score(job, best):.3f}."
        ]
    if len(order) > 1:
        second = order[1][0]
        reasons.append(
            f"Next comes {second.model.title} with {_score(job, second):.3f}. On your pictures the order can be "
            "another, so try both."
        )
    if job.edges == "sharp" and {"unet", "unet_no_skips"} <= rows.keys():
        with_skips, without = (rows[each]["held_out"]["boundary_iou"] for each in ("unet", "unet_no_skips"))
        reasons.append(
            f"Skips keep edges: {with_skips:.3f} with them and {without:.3f} without, otherwise alike."
        )
    if job.pictures == "few" and "unet_nuclei" in rows:
        nuclei = rows["unet_nuclei"]
        reasons.append(
            "With few pictures a U-Net is the usual first try. Ours for nuclei learned from "
            f"{nuclei['data']['training'].split()[0]} pictures, turned and mirrored, and has an IoU of "
            f"{nuclei['held_out']['per_class_iou']['nucleus']:.3f} on nuclei, all pixels of "
            f"{nuclei['held_out']['count']} pictures pooled. Start from pretrained weights."
        )
    encoder = (
        "mobilenet_v2" if job.budget == "fastest" else "resnet18" if job.pictures == "few" else "resnet34"
    )
    return Advice(best.model.title, tuple(reasons), best.model.library, encoder)
