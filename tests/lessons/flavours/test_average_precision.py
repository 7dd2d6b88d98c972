"""AP against its definition, written out plainly, and against COCO's own program where it is installed."""

import contextlib
import importlib
import io
from math import isnan
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from lessons.flavours.average_precision import (
    Pictures,
    average_precisions,
    precision_recall,
    recall,
)
from lessons.flavours.instances import Instance
from lessons.metrics.overlap import iou
from tests.lessons.flavours.maps import noisy, random_objects, square


def random_pictures(seed: int, ties: bool = False) -> Pictures:
    """One to four pictures; a model that misses some objects, moves others and invents a few."""
    rng = np.random.default_rng(seed)
    pictures = []
    for _ in range(int(rng.integers(1, 5))):
        truths = random_objects(rng, int(rng.integers(0, 6)))
        predictions = [noisy(rng, t) for t in truths if rng.random() < 0.8]
        predictions += random_objects(rng, int(rng.integers(0, 3)))
        if ties:
            predictions = [Instance(p.mask, p.label, round(p.score, 1)) for p in predictions]
        pictures.append((predictions, truths))
    return pictures


def right_ones(predictions: list[Instance], truths: list[Instance], threshold: float) -> int:
    free, count = list(truths), 0
    for prediction in sorted(predictions, key=lambda p: -p.score):
        overlaps = [iou(prediction.mask, truth.mask, 1) for truth in free]
        if overlaps and max(overlaps) >= threshold:
            free.pop(overlaps.index(max(overlaps)))
            count += 1
    return count


def plain_average_precision(pictures: Pictures, label: int, threshold: float) -> float:
    """For every score: keep what is at least as sure, count; then the best precision at each recall."""
    ours = [
        ([p for p in predictions if p.label == label], [t for t in truths if t.label == label])
        for predictions, truths in pictures
    ]
    total = sum(len(truths) for _, truths in ours)
    points = []
    for least in {p.score for predictions, _ in ours for p in predictions}:
        surer = [([p for p in predictions if p.score >= least], truths) for predictions, truths in ours]
        right = sum(right_ones(predictions, truths, threshold) for predictions, truths in surer)
        points.append((right / total, right / sum(len(predictions) for predictions, _ in surer)))
    best = [max((p for r, p in points if r >= level), default=0.0) for level in np.linspace(0, 1, 101)]
    return sum(best) / 101


@given(st.integers(0, 100_000), st.sampled_from([0.3, 0.5, 0.75]), st.booleans())
@settings(max_examples=40)
def test_agrees_with_the_definition(seed: int, threshold: float, ties: bool):
    pictures = random_pictures(seed, ties)
    labels = {truth.label for _, truths in pictures for truth in truths}
    values = average_precisions(pictures, threshold)
    assert set(values) == labels
    for label, value in values.items():
        assert value == pytest.approx(plain_average_precision(pictures, label, threshold), abs=1e-9)


COCO_THRESHOLDS = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))


def mean_average_precision(pictures: Pictures, thresholds: tuple[float, ...]) -> float:
    """mAP as COCO has it: the mean over the classes with a true object and over the thresholds."""
    values = [ap for each in thresholds for ap in average_precisions(pictures, each).values()]
    return sum(values) / len(values)


def coco_average_precision(pictures: Pictures, thresholds: tuple[float, ...]) -> float:
    coco, evaluation, masks = (
        importlib.import_module(f"pycocotools.{name}") for name in ("coco", "cocoeval", "mask")
    )
    images, annotations, results = [], [], []
    for image, (predictions, truths) in enumerate(pictures, start=1):
        images.append({"id": image, "height": 24, "width": 24})
        for target, objects in ((annotations, truths), (results, predictions)):
            for instance in objects:
                code = masks.encode(np.asfortranarray(instance.mask.astype(np.uint8)))
                target.append(
                    {
                        "id": len(target) + 1,
                        "image_id": image,
                        "category_id": instance.label,
                        "segmentation": code,
                        "area": int(instance.mask.sum()),
                        "bbox": [0, 0, 24, 24],
                        "iscrowd": 0,
                        "score": instance.score,
                    }
                )
    categories = [{"id": label} for label in (1, 2, 3)]
    with contextlib.redirect_stdout(io.StringIO()):
        truth: Any = coco.COCO()
        truth.dataset = {"images": images, "annotations": annotations, "categories": categories}
        truth.createIndex()
        run: Any = evaluation.COCOeval(truth, truth.loadRes(results), "segm")
        run.params.iouThrs = np.array(thresholds)
        run.evaluate()
        run.accumulate()
    precision = run.eval["precision"][:, :, :, 0, -1]
    return float(precision[precision > -1].mean())


@pytest.mark.parametrize("seed", range(12))
def test_agrees_with_coco(seed: int):
    pytest.importorskip("pycocotools", reason="COCO's own evaluation is not installed")
    pictures = random_pictures(seed)
    if not any(truths for _, truths in pictures) or not any(predictions for predictions, _ in pictures):
        pictures = random_pictures(seed + 1000)
    for thresholds in ((0.5,), COCO_THRESHOLDS):
        expected = coco_average_precision(pictures, thresholds)
        assert mean_average_precision(pictures, thresholds) == pytest.approx(expected, abs=1e-9)


def test_by_hand():
    # Surest first: right, wrong, right. Of three objects two are found.
    truths = [square(0, 0, 3), square(0, 4, 3), square(4, 0, 3)]
    predictions = [square(0, 0, 3, score=0.9), square(8, 8, 3, score=0.8), square(0, 4, 3, score=0.7)]
    curve = precision_recall([(predictions, truths)], 5)
    assert curve.precision.tolist() == pytest.approx([1, 1 / 2, 2 / 3])
    assert curve.recall.tolist() == pytest.approx([1 / 3, 1 / 3, 2 / 3])
    # Recalls 0 to 0.33 are reached at precision 1 (34 of them), 0.34 to 0.66 at 2/3 (33), the rest never.
    assert curve.area == pytest.approx((34 + 33 * 2 / 3) / 101)
    assert recall([(predictions, truths)]) == pytest.approx(2 / 3)


def test_equal_scores_do_not_depend_on_their_order():
    truths = [square(0, 0, 3), square(4, 4, 3)]
    predictions = [square(8, 8, 3), square(0, 0, 3), square(4, 4, 3), square(8, 0, 3)]
    curve = precision_recall([(predictions, truths)], 5)
    assert curve.precision.tolist() == [0.5] and curve.recall.tolist() == [1.0]
    assert average_precisions([(predictions[::-1], truths)]) == average_precisions([(predictions, truths)])
    assert average_precisions([(predictions, truths)]) == {5: pytest.approx(0.5)}


def test_recall_by_class():
    truths = [square(0, 0, 4), square(6, 6, 4, label=6)]
    predictions = [square(0, 1, 4, score=0.4), square(6, 6, 4, label=5)]
    pictures = [(predictions, truths), ([square(2, 2, 4)], [square(2, 2, 4)])]
    assert recall(pictures) == 2 / 3 and recall(pictures, label=5) == 1 and recall(pictures, label=6) == 0
    assert isnan(recall(pictures, label=7))


def test_without_objects_there_is_no_score():
    nothing = [([square(0, 0, 3)], [])]
    assert average_precisions(nothing) == {}
    assert isnan(recall(nothing))
    assert average_precisions([([], [square(0, 0, 3)])]) == {5: 0.0}
    with pytest.raises(ValueError, match="Class 5 has no true object, so there is no recall"):
        precision_recall(nothing, 5)
