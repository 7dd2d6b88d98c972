from random import Random

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from lessons.flavours.components import box_of
from lessons.flavours.instances import Instance, box_ious, mask_ious, match, nms, removed_by
from lessons.metrics import iou
from lessons.models.torchvision_operators import torchvision
from tests.lessons.flavours.maps import noisy, random_objects, square

MASKS = st.lists(arrays(bool, (5, 6)), min_size=1, max_size=5)


@given(MASKS, MASKS)
def test_mask_ious_are_the_iou_of_each_pair(first: list, second: list):
    ious = mask_ious([Instance(mask, 1) for mask in first], [Instance(mask, 1) for mask in second])
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
    one, two = ([Instance(painted(box), 1) for box in some] for some in (first, second))
    assert box_ious(first, second) == pytest.approx(mask_ious(one, two), abs=1e-12)


@given(boxes(12), st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0]), st.booleans(), st.data())
@settings(max_examples=200)
def test_nms_is_the_plain_rule(found: NDArray, threshold: float, by_class: bool, data: st.DataObject):
    each = st.lists(st.integers(0, 3), min_size=len(found), max_size=len(found))
    scores, labels = data.draw(each), data.draw(each)
    kept: list[int] = []
    for box in sorted(range(len(found)), key=lambda n: (-scores[n], n)):
        rivals = [k for k in kept if not by_class or labels[k] == labels[box]]
        if all(box_ious([found[box]], [found[k]])[0, 0] <= threshold for k in rivals):
            kept.append(box)
    given_labels = labels if by_class else None
    assert nms(found, scores, threshold, given_labels).tolist() == kept
    removers = removed_by(found, scores, threshold, given_labels).tolist()
    for box, remover in enumerate(removers):
        assert remover in kept and (remover == box) == (box in kept)
        if remover != box:
            assert box_ious([found[box]], [found[remover]])[0, 0] > threshold
            assert scores[remover] >= scores[box]


@given(boxes(12), st.sampled_from([0.21, 0.37, 0.52, 0.73]), st.randoms(use_true_random=False))
def test_nms_agrees_with_torchvision(found: NDArray, threshold: float, random: Random):
    scores = random.sample(range(100), len(found))
    labels = [random.randint(1, 3) for _ in scores]
    ops = torchvision.ops
    tensors = torch.tensor(found, dtype=torch.float32), torch.tensor(scores, dtype=torch.float32)
    assert nms(found, scores, threshold).tolist() == ops.nms(*tensors, threshold).tolist()
    by_class = ops.batched_nms(*tensors, torch.tensor(labels), threshold)
    assert nms(found, scores, threshold, labels).tolist() == by_class.tolist()


def test_a_removed_box_removes_nobody():
    # The second overlaps both others by 6 of 14 pixels, the outer two share 2 of 18.
    chain = [(0, 0, 10, 1), (4, 0, 14, 1), (8, 0, 18, 1)]
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
    found = match(predictions, truths, 0.5)
    assert found.pairs == ((0, 0, pytest.approx(0.6)),), (
        "the surer one comes first, though the other fits better"
    )
    assert found.extra == (1, 2, 3) and found.missed == (1, 2)
    assert [pair[:2] for pair in match(predictions, truths, 0.3).pairs] == [(2, 1), (0, 0)]
    assert [pair[:2] for pair in match(predictions, truths, 0.61).pairs] == [(1, 0)]


@given(st.integers(0, 10_000), st.sampled_from([0.3, 0.5, 0.75]))
def test_every_object_is_in_a_pair_or_left_over(seed: int, threshold: float):
    rng = np.random.default_rng(seed)
    truths = random_objects(rng, int(rng.integers(0, 6)))
    predictions = [noisy(rng, t) for t in truths if rng.random() < 0.8] + random_objects(rng, 2)
    found = match(predictions, truths, threshold)
    ious = mask_ious(predictions, truths)
    for prediction, truth, overlap in found.pairs:
        assert predictions[prediction].label == truths[truth].label
        assert overlap == ious[prediction, truth] >= threshold
    assert sorted([p for p, _, _ in found.pairs] + [*found.extra]) == list(range(len(predictions)))
    assert sorted([t for _, t, _ in found.pairs] + [*found.missed]) == list(range(len(truths)))
    for prediction in found.extra:
        for truth in found.missed:
            alike = predictions[prediction].label == truths[truth].label
            assert not (alike and ious[prediction, truth] >= threshold), "both are free and could match"


def test_nothing_matches_nothing():
    assert match([], [square(0, 0, 2)]).missed == (0,) and match([square(0, 0, 2)], []).extra == (0,)
    empty = Instance(np.zeros((12, 12), dtype=bool), 5)
    assert match([empty], [empty], 0.0).pairs == ()
    assert nms(np.zeros((0, 4)), [], 0.5).size == 0


def test_masks_of_different_pictures_are_refused():
    with pytest.raises(ValueError, match="differ in size; give masks of the same picture"):
        mask_ious([square(0, 0, 2)], [square(0, 0, 2, size=9)])


def test_the_box_of_a_square():
    assert box_of(square(2, 3, 4).mask) == (3, 2, 7, 6)
