from math import isnan
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from torch import Tensor
from torchmetrics.detection import PanopticQuality as Reference

from lessons.flavours.encoding import PER_CLASS, VOID, VOID_CLASS, encode
from lessons.flavours.quality import SegmentMatching, match_segments, panoptic_quality
from lessons.scenes import street_scene
from tests.lessons.flavours.maps import STUFF, THINGS, Panoptic, map_pairs

ORDER = [*sorted(THINGS), *sorted(STUFF)]
"""The order of torchmetrics' classes."""


def pairs_of(*maps: Panoptic) -> Tensor:
    return torch.from_numpy(
        np.stack([np.stack(np.divmod(ids, PER_CLASS), -1) for ids in maps]).astype(np.int64)
    )


def agrees(ours: list[SegmentMatching], reference: Tensor, mean: Tensor | None) -> None:
    """`reference` is torchmetrics' (classes, 3) of PQ, SQ, RQ, 0 for a class that nothing counts for."""
    quality = panoptic_quality(ours)
    by_label = {one.label: one for one in quality.classes}
    for label, values in zip(ORDER, reference.tolist(), strict=True):
        one = by_label.get(label)
        assert ([one.pq, one.sq, one.rq] if one else [0, 0, 0]) == pytest.approx(values, abs=1e-6)
    if mean is not None:
        means = [quality.mean(of) for of in ("pq", "sq", "rq")]
        assert means == pytest.approx(mean.tolist(), abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("void_true", [False, True])
def test_agrees_with_torchmetrics(void_true: bool):
    @given(map_pairs(void_true=void_true))
    @settings(max_examples=150)
    def check(pair: tuple[Panoptic, Panoptic]) -> None:
        tensors = [pairs_of(ids) for ids in pair]
        each = Reference(set(THINGS), set(STUFF), return_sq_and_rq=True, return_per_class=True)(*tensors)
        mean = Reference(set(THINGS), set(STUFF), return_sq_and_rq=True)(*tensors)
        agrees([match_segments(*pair, THINGS)], each, mean)

    check()


@given(map_pairs(void_true=True, void_predicted=True))
@settings(max_examples=150)
def test_forgiving_blanks_agrees_with_torchmetrics(pair: tuple[Panoptic, Panoptic]):
    tensors = [pairs_of(ids) for ids in pair]
    options: dict[str, Any] = {"allow_unknown_preds_category": True, "return_sq_and_rq": True}
    each = Reference(set(THINGS), set(STUFF), return_per_class=True, **options)(*tensors)
    mean = Reference(set(THINGS), set(STUFF), **options)(*tensors)
    agrees([match_segments(*pair, THINGS, forgive_blank=True)], each, mean)


@given(map_pairs(void_true=True, void_predicted=True))
@settings(max_examples=150)
def test_a_blank_counts_as_any_other_wrong_class(pair: tuple[Panoptic, Panoptic]):
    """To torchmetrics the prediction's blanks are given as stuff of a class of their own."""
    predicted, true = (pairs_of(ids) for ids in pair)
    predicted[..., 0][predicted[..., 0] == VOID_CLASS] = 9
    reference = Reference(set(THINGS), {*STUFF, 9}, return_sq_and_rq=True, return_per_class=True)
    agrees([match_segments(*pair, THINGS)], reference(predicted, true)[: len(ORDER)], None)


@given(st.integers(2, 4), st.data())
@settings(max_examples=60)
def test_several_pictures_are_added_up_before_dividing(count: int, data: st.DataObject):
    pairs = data.draw(st.lists(map_pairs(void_true=True), min_size=count, max_size=count))
    reference = Reference(set(THINGS), set(STUFF), return_sq_and_rq=True)
    for prediction, truth in pairs:
        reference.update(pairs_of(prediction), pairs_of(truth))
    quality = panoptic_quality([match_segments(*pair, THINGS) for pair in pairs])
    means = [quality.mean(of) for of in ("pq", "sq", "rq")]
    assert means == pytest.approx(reference.compute().tolist(), abs=1e-6, nan_ok=True)


def test_by_hand():
    """Class 0 are things, class 1 is stuff; one row of ten pixels."""
    truth = [[1, 1, 1, 1, 2, 2, 1000, 1000, 1000, 1000]]
    prediction = [[1, 1, 1, 2, 2, 2, 1000, 1000, 1000, 3]]
    # 1: 3 of 4 pixels. 2: 2 of 3. Stuff: 3 of 4. Object 3 is extra.
    matching = match_segments(prediction, truth, {0})
    assert {(m.predicted, m.true): m.iou for m in matching.matches} == pytest.approx(
        {(1, 1): 3 / 4, (2, 2): 2 / 3, (1000, 1000): 3 / 4}
    )
    assert matching.extra == (3,) and matching.missed == ()
    things, stuff = panoptic_quality([matching]).classes
    assert (things.matches, things.extra, things.missed) == (2, 1, 0)
    assert things.sq == pytest.approx((3 / 4 + 2 / 3) / 2) and things.rq == 2 / 2.5
    assert things.pq == pytest.approx(things.sq * things.rq) and stuff.pq == 3 / 4
    quality = panoptic_quality([matching])
    assert quality.mean() == pytest.approx((things.pq + stuff.pq) / 2)
    assert quality.mean("rq", {0}) == things.rq and isnan(quality.mean("sq", {7}))


def test_an_iou_of_exactly_one_half_does_not_match():
    matching = match_segments([[1, 1, 1, 1]], [[1, 1, 1000, 1000]], {0})
    assert matching.matches == () and matching.extra == (1,) and set(matching.missed) == {1, 1000}


def test_a_thing_without_a_number_is_a_blank():
    truth = [[2001, 2001, 1000]]
    dropped = match_segments([[2000, 2000, 1000]], truth, THINGS)
    assert dropped.missed == (2001,) and dropped.extra == ()
    assert match_segments([[2000, 2000, 1000]], truth, THINGS, forgive_blank=True).missed == ()
    assert match_segments(truth, [[2000, 2000, 1000]], THINGS).extra == (), (
        "nobody knows whose pixels these are"
    )


@given(map_pairs(void_true=True))
def test_the_truth_is_perfect(pair: tuple[Panoptic, Panoptic]):
    truth = pair[1]
    matching = match_segments(truth, truth, THINGS)
    assert matching.extra == () == matching.missed and all(match.iou == 1 for match in matching.matches)
    assert len(matching.matches) == len(set(truth.ravel().tolist()) - {VOID})


def test_a_real_scene_agrees_with_torchmetrics():
    scene, other = street_scene(3, 96), street_scene(4, 96)
    truth, prediction = (encode(s.mask, s.instance_ids) for s in (scene, other))
    prediction = np.where(np.arange(96) < 40, prediction, truth)
    reference = Reference({4, 5, 6, 7}, {0, 1, 2, 3})(pairs_of(prediction), pairs_of(truth))
    ours = panoptic_quality([match_segments(prediction, truth)]).mean()
    assert 0.2 < ours < 1 and ours == pytest.approx(float(reference), abs=1e-6)


def test_maps_of_different_size_are_refused():
    with pytest.raises(ValueError, match="give two masks of the same picture"):
        match_segments([[0]], [[0, 0]])
