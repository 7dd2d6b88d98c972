from dataclasses import replace
from random import Random

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from lessons.flavours.components import box_of
from lessons.flavours.instances import Instance, box_ious, mask_ious, match, nms, removed_by
from lessons.metrics.overlap import iou
from lessons.models.torchvision_operators import torchvision
from tests.lessons.flavours.maps import noisy, random_objects, square

MASKS = st.lists(arrays(bool, (5, 6)), min_size=1, max_size=5)


@given(MASKS, MASKS)
def test_mask_ious_are_the_iou_of_each_pair(first: list, second: list):
    ious = mask_ious(first, second)
    assert np.array_equal(ious, mask_ious(np.array(first), np.array(second)))
    for row, one in enumerate(first):
        for column, two in enumerate(second):
            expected = iou(one, two, 1) if (one | two).any() else 0.0
            assert ious[row, column] == pytest.approx(expected, abs=1e-12)


@st.composite
def boxes(draw: st.DrawFn, most: int = 8) -> NDArray[np.int64]:
    corners = draw(st.lists(st.tuples(*[st.integers(0, 8)] * 4), max_size=most))
    return np.array([(x, y, x + w, y + h) for x, y, w, h in corners], dtype=np.int64).reshape(-1, 4)


def painted(box: NDArray[np.int64]) -> NDArray[np.bool_]:
    mask = np.zeros((17, 17), dtype=bool)
    left, top, right, bottom = box
    mask[top:bottom, left:right] = True
    return mask


@given(boxes(), boxes())
def test_the_iou_of_boxes_is_the_iou_of_the_pixels_in_them(first: NDArray, second: NDArray):
    one, two = ([painted(box) for box in some] for some in (first, second))
    assert box_ious(first, second) == pytest.approx(mask_ious(one, two), abs=1e-12)


@given(boxes(12), st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0]), st.booleans(), st.data())
@settings(max_examples=200)
def test_nms_is_the_plain_rule(corners: NDArray, threshold: float, by_class: bool, data: st.DataObject):
    each = st.lists(st.integers(0, 3), min_size=len(corners), max_size=len(corners))
    scores, labels = data.draw(each), data.draw(each)
    expected: list[int] = []
    for box in sorted(range(len(corners)), key=lambda n: (-scores[n], n)):
        rivals = [k for k in expected if not by_class or labels[k] == labels[box]]
        if all(box_ious([corners[box]], [corners[k]])[0, 0] <= threshold for k in rivals):
            expected.append(box)
    given_labels = labels if by_class else None
    overlaps = box_ious(corners, corners)
    assert nms(overlaps, scores, threshold, given_labels).tolist() == expected
    removers = removed_by(overlaps, scores, threshold, given_labels).tolist()
    for box, remover in enumerate(removers):
        assert remover in expected and (remover == box) == (box in expected)
        if remover != box:
            assert box_ious([corners[box]], [corners[remover]])[0, 0] > threshold
            assert scores[remover] >= scores[box]


@given(boxes(12), st.sampled_from([0.21, 0.37, 0.52, 0.73]), st.randoms(use_true_random=False))
def test_nms_agrees_with_torchvision(corners: NDArray, threshold: float, random: Random):
    scores = random.sample(range(100), len(corners))
    labels = [random.randint(1, 3) for _ in scores]
    ops = torchvision.ops
    tensors = torch.tensor(corners, dtype=torch.float32), torch.tensor(scores, dtype=torch.float32)
    overlaps = box_ious(corners, corners)
    assert nms(overlaps, scores, threshold).tolist() == ops.nms(*tensors, threshold).tolist()
    by_class = ops.batched_nms(*tensors, torch.tensor(labels), threshold)
    assert nms(overlaps, scores, threshold, labels).tolist() == by_class.tolist()


def test_a_removed_box_removes_nobody():
    # The second overlaps both others by 6 of 14 pixels, the outer two share 2 of 18.
    boxes = [(0, 0, 10, 1), (4, 0, 14, 1), (8, 0, 18, 1)]
    chain = box_ious(boxes, boxes)
    assert nms(chain, [0.9, 0.8, 0.7], 0.4).tolist() == [0, 2]
    assert removed_by(chain, [0.9, 0.8, 0.7], 0.4).tolist() == [0, 0, 2]
    assert nms(chain, [0.7, 0.9, 0.8], 0.4).tolist() == [1]


def test_matching_by_hand():
    # A square of side 4 moved by one pixel shares 12 of 20 pixels: 0.6. By two: 8 of 24, 0.33.
    truths = [square(0, 0, 4), square(0, 6, 4), square(8, 0, 4, label=6)]
    predictions = [
        square(0, 1, 4, score=0.6),
        square(0, 0, 4, score=0.5),
        square(0, 8, 4, score=0.9),
        square(8, 0, 4, label=5, score=0.8),
    ]
    matching = match(predictions, truths, 0.5)
    assert matching.pairs == ((0, 0, pytest.approx(0.6)),), (
        "the surer one comes first, though the other fits better"
    )
    assert matching.extra == (1, 2, 3) and matching.missed == (1, 2)
    assert [pair[:2] for pair in match(predictions, truths, 0.3).pairs] == [(2, 1), (0, 0)]
    assert [pair[:2] for pair in match(predictions, truths, 0.61).pairs] == [(1, 0)]


@given(st.integers(0, 10_000), st.sampled_from([0.3, 0.5, 0.75]))
def test_every_object_is_in_a_pair_or_left_over(seed: int, threshold: float):
    rng = np.random.default_rng(seed)
    truths = random_objects(rng, int(rng.integers(0, 6)))
    predictions = [noisy(rng, t) for t in truths if rng.random() < 0.8] + random_objects(rng, 2)
    matching = match(predictions, truths, threshold)
    ious = mask_ious([each.mask for each in predictions], [each.mask for each in truths])
    for prediction, truth, overlap in matching.pairs:
        assert predictions[prediction].label == truths[truth].label
        assert overlap == ious[prediction, truth] >= threshold
    assert sorted([p for p, _, _ in matching.pairs] + [*matching.extra]) == list(range(len(predictions)))
    assert sorted([t for _, t, _ in matching.pairs] + [*matching.missed]) == list(range(len(truths)))
    for prediction in matching.extra:
        for truth in matching.missed:
            alike = predictions[prediction].label == truths[truth].label
            assert not (alike and ious[prediction, truth] >= threshold), "both are free and could match"


def test_a_mask_and_an_object_are_paired_once():
    rng = np.random.default_rng(1)
    for _ in range(50):
        predictions = [replace(each, score=float(rng.random())) for each in random_objects(rng, 6)]
        truths = random_objects(rng, 5)
        pairs = match(predictions, truths).pairs
        masks, objects = [mask for mask, _, _ in pairs], [truth for _, truth, _ in pairs]
        assert len(set(masks)) == len(masks) and len(set(objects)) == len(objects)
        scores = [predictions[mask].score for mask in masks]
        assert scores == sorted(scores, reverse=True), "the surest choose first"


def test_without_overlaps_among_themselves_the_pairs_are_the_best_there_are():
    """Masks of a panoptic picture: an IoU above a half leaves no choice, as Kirillov et al. (2019) prove."""
    rng = np.random.default_rng(2)
    for _ in range(20):
        layout, moved = rng.integers(0, 4, (12, 12)), rng.integers(0, 4, (12, 12))
        moved = np.where(rng.random((12, 12)) < 0.8, layout, moved)
        predictions, truths = (
            [Instance(ids == each, 1, float(rng.random())) for each in range(4)] for ids in (layout, moved)
        )
        ious = mask_ious([each.mask for each in predictions], [each.mask for each in truths])
        rows, columns = linear_sum_assignment(-np.where(ious > 0.5, ious, 0))
        assert sum(overlap for _, _, overlap in match(predictions, truths).pairs) == pytest.approx(
            ious[rows, columns][ious[rows, columns] > 0.5].sum()
        )


def test_no_masks_have_no_overlaps():
    masks = np.zeros((4, 16, 16), bool)
    assert mask_ious(masks[:0], masks).shape == (0, 4) and mask_ious(masks, masks[:0]).shape == (4, 0)


def test_nothing_matches_nothing():
    assert match([], [square(0, 0, 2)]).missed == (0,) and match([square(0, 0, 2)], []).extra == (0,)
    empty = Instance(np.zeros((12, 12), dtype=bool), 5)
    assert match([empty], [empty], 0.0).pairs == ()
    assert nms(np.zeros((0, 0)), [], 0.5).size == 0


def test_masks_of_different_pictures_are_refused():
    with pytest.raises(ValueError, match="differ in size; give masks of the same picture"):
        mask_ious([square(0, 0, 2).mask], [square(0, 0, 2, size=9).mask])


def test_the_box_of_a_square():
    assert box_of(square(2, 3, 4).mask) == (3, 2, 7, 6)
