"""One prediction, many scores: "the mIoU" is not one number until you say what is averaged over what.

Every score here is computed from the same few counts. They differ in two choices: whether pixels
are pooled before dividing (micro) or classes are divided first and then averaged (macro), and what
a class that no pixel has is worth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.metrics.boundary import boundary_counts, default_width
from lessons.metrics.confusion import accuracy_of
from lessons.metrics.masks import check_pair
from lessons.metrics.overlap import dice_of, iou_of, mean_of_present, ratio


@dataclass(frozen=True)
class Score:
    """One named number, 0 to 1 (NaN if there is nothing to count), how it is made and who reports it."""

    name: str
    value: float
    who_uses_it: str
    formula: str


def micro_iou(confusion: NDArray[np.int64]) -> float:
    """All intersections over all unions: every pixel weighs the same, so large classes decide."""
    shared = int(np.trace(confusion))
    either = 2 * int(confusion.sum()) - shared
    return shared / either if either else nan


def mean_with_absent_as(values: NDArray[np.float64], worth: float) -> float:
    """The mean over all classes, with `worth` for each class in neither mask (NaN in `values`)."""
    return float(np.where(np.isnan(values), worth, values).mean())


def frequency_weighted(values: NDArray[np.float64], in_truth: NDArray[np.int64]) -> float:
    """The mean of `values` weighted by each class's number of true pixels; NaN if there are none."""
    total = int(in_truth.sum())
    return float(np.nansum(values * in_truth)) / total if total else nan


def many_scores(
    pairs: Sequence[tuple[ArrayLike, ArrayLike]], num_classes: int, width: int | None = None
) -> tuple[Score, ...]:
    """The same predictions under every usual score.

    `pairs` is the dataset: one (prediction, truth) for each picture; sizes may differ from picture
    to picture. Unless its formula says otherwise a score first adds up the pixels of the whole
    dataset. `width` is that of the boundary in pixels, 2 % of each picture's diagonal unless given.

    Raises:
        ValueError: as `check_pair`, or there is no pair.
    """
    if not pairs:
        raise ValueError("There is no pair of masks; give at least one.")
    counts = []
    for prediction, truth in pairs:
        pair = check_pair(prediction, truth, num_classes)
        counts.append(boundary_counts(pair, default_width(*pair.truth.shape) if width is None else width))
    confusion, shared, either = (np.sum(parts, axis=0) for parts in zip(*counts, strict=True))
    ious = iou_of(confusion)
    per_image = np.array([mean_of_present(iou_of(of_one)) for of_one, _, _ in counts])
    inside_per_image = np.array(
        [mean_of_present(iou_of(of_one)[1:][of_one[1:].any(axis=1)]) for of_one, _, _ in counts]
    )
    in_truth = confusion.sum(axis=1)
    return (
        Score(
            "Pixel accuracy",
            accuracy_of(confusion),
            "Scene parsing (FCN, the ADE20K challenge) reports it beside mIoU.",
            "pixels that are right / all pixels",
        ),
        Score(
            "Mean class accuracy",
            mean_of_present(ratio(np.diagonal(confusion), in_truth)),
            "FCN (Long et al., 2015) reports it; elsewhere its name is balanced accuracy.",
            "mean over the classes in the truth of: right pixels of the class / its pixels in the truth",
        ),
        Score(
            "Micro IoU",
            micro_iou(confusion),
            'segmentation_models_pytorch gives it for reduction="micro", torchmetrics for average="micro".',
            "sum of the intersections of all classes / sum of their unions",
        ),
        Score(
            "mIoU",
            mean_of_present(ious),
            "Pascal VOC, Cityscapes and ADE20K rank by it; it is what a paper means by mIoU.",
            "mean of IoU over the classes in the prediction or the truth",
        ),
        Score(
            "mIoU without background",
            mean_of_present(ious[1:]),
            "Medical work leaves the background out, because it is nearly everything there.",
            "mean of IoU over the classes present, class 0 left out",
        ),
        Score(
            "mIoU without background, per image",
            mean_of_present(inside_per_image),
            "MONAI's MeanIoU gives it for include_background=False: it takes each picture alone.",
            "mean over the images of: mean IoU of the classes in its truth, class 0 left out",
        ),
        Score(
            "mIoU, absent counts as 0",
            mean_with_absent_as(ious, 0.0),
            "scikit-learn's jaccard_score gives it when told all labels (zero_division=0).",
            "sum of IoU over the classes present / number of all classes",
        ),
        Score(
            "mIoU, absent counts as 1",
            mean_with_absent_as(ious, 1.0),
            "segmentation_models_pytorch does so by default, and BraTS with Dice where there is no tumour.",
            "(sum of IoU over the classes present + number of absent classes) / number of all classes",
        ),
        Score(
            "mIoU per image",
            mean_of_present(per_image),
            "Those who care how good each single picture is use it (Csurka et al., 2013).",
            "mean over the images of: the mIoU of that image alone",
        ),
        Score(
            "Frequency-weighted IoU",
            frequency_weighted(ious, in_truth),
            "FCN (Long et al., 2015) reports it, and papers that compare with it.",
            "sum over the classes of: IoU × the class's share of the truth",
        ),
        Score(
            "Mean Dice",
            mean_of_present(dice_of(confusion)),
            "Medical challenges such as the Medical Segmentation Decathlon rank by Dice.",
            "mean of Dice over the classes present",
        ),
        Score(
            "Boundary mIoU",
            mean_of_present(ratio(shared, either)),
            "Those who need sharp outlines use it (Cheng et al., 2021; the LVIS 2021 challenge).",
            "mean over the classes present of: IoU of the pixels close to the outline",
        ),
    )
