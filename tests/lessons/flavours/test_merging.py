from math import isclose

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from lessons.flavours.encoding import VOID, VOID_CLASS, encode, instances_of
from lessons.flavours.instances import Instance
from lessons.flavours.merging import MergeRules, merge_panoptic
from lessons.scenes import CLASS_NAMES, street_scene
from tests.lessons.flavours.maps import random_objects, square

ROAD, CAR, SIGN = (CLASS_NAMES.index(name) for name in ("road", "car", "sign"))
THINGS = frozenset({1, 2, 3})
EASY = MergeRules(min_score=0.0, max_covered=1.0, min_area=0, min_stuff_area=0)


def plain_merge(semantic: list[list[int]], instances: list[Instance], rules: MergeRules) -> list[list[int]]:
    """The same rules, pixel by pixel."""
    height, width = len(semantic), len(semantic[0])
    ids = [[VOID] * width for _ in range(height)]
    for place, one in sorted(enumerate(instances), key=lambda pair: -pair[1].score):
        own = [(r, c) for r in range(height) for c in range(width) if one.mask[r, c]]
        free = [(r, c) for r, c in own if ids[r][c] == VOID]
        covered = len(own) - len(free)
        good = one.score >= rules.min_score and covered <= rules.max_covered * len(own)
        if good and len(free) >= rules.min_area:
            for r, c in free:
                ids[r][c] = one.label * 1000 + place + 1
    for label in {label for row in semantic for label in row} - THINGS:
        free = [(r, c) for r in range(height) for c in range(width) if semantic[r][c] == label]
        free = [(r, c) for r, c in free if ids[r][c] == VOID]
        if len(free) >= rules.min_stuff_area:
            for r, c in free:
                ids[r][c] = label * 1000
    return ids


@given(
    st.integers(0, 100_000),
    st.sampled_from([0.0, 0.5]),
    st.sampled_from([0.0, 0.3, 0.5, 1.0]),
    st.sampled_from([0, 12, 40]),
    st.sampled_from([0, 100]),
)
@settings(max_examples=80)
def test_agrees_with_the_rules_pixel_by_pixel(seed: int, score: float, covered: float, area: int, stuff: int):
    rng = np.random.default_rng(seed)
    semantic = np.kron(rng.integers(0, 6, (4, 4)), np.ones((6, 6), dtype=int))
    instances = random_objects(rng, int(rng.integers(0, 7)))
    rules = MergeRules(score, covered, area, stuff)
    merged = merge_panoptic(semantic, instances, rules, THINGS)
    assert merged.panoptic.tolist() == plain_merge(semantic.tolist(), instances, rules)
    numbers = set((merged.panoptic[merged.panoptic != VOID] % 1000).tolist()) - {0}
    assert numbers == {decision.number for decision in merged.decisions} - {0}
    for instance, decision in zip(instances, merged.decisions, strict=True):
        assert decision.area == instance.mask.sum() and decision.free <= decision.area
        if decision.number:
            pixels = merged.panoptic == instance.label * 1000 + decision.number
            assert pixels.sum() == decision.free and not (pixels & ~instance.mask).any()


@pytest.mark.parametrize("seed", [0, 7, 42])
def test_from_perfect_models_comes_the_truth(seed: int):
    scene = street_scene(seed, 96)
    truth = encode(scene.mask, scene.instance_ids)
    by_number = sorted(instances_of(truth), key=lambda instance: instance.number)
    assert np.array_equal(merge_panoptic(scene.mask, by_number, EASY).panoptic, truth)


def test_the_surer_object_wins_the_pixels_of_both():
    road = np.full((12, 12), ROAD)
    objects = [square(0, 0, 6, CAR, 0.6), square(0, 4, 6, CAR, 0.9)]
    merged = merge_panoptic(road, objects)
    assert (merged.panoptic == CAR * 1000 + 2).sum() == 36
    assert (merged.panoptic == CAR * 1000 + 1).sum() == 24
    assert (merged.panoptic == ROAD * 1000).sum() == 144 - 60
    assert [d.reason for d in merged.decisions] == [
        "It takes 24 of its 36 pixels.",
        "It takes 36 of its 36 pixels.",
    ]


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (MergeRules(min_score=0.7), "Its score 0.60 is below 0.70."),
        (MergeRules(max_covered=0.3), "Surer objects cover 33% of it, more than 30%."),
        (MergeRules(min_area=25), "It has 24 free pixels, fewer than 25."),
    ],
)
def test_each_rule_can_leave_an_object_out(rules: MergeRules, reason: str):
    objects = [square(0, 0, 6, CAR, 0.6), square(0, 4, 6, CAR, 0.9)]
    merged = merge_panoptic(np.full((12, 12), ROAD), objects, rules)
    assert merged.decisions[0].reason == reason and merged.decisions[0].number == 0
    assert set(np.unique(merged.panoptic)) == {ROAD * 1000, CAR * 1000 + 2}


def test_covered_by_just_the_share_that_is_allowed_stays():
    objects = [square(0, 0, 6, CAR, 0.6), square(0, 3, 6, CAR, 0.9)]
    first = merge_panoptic(np.full((12, 12), ROAD), objects, MergeRules(max_covered=0.5)).decisions[0]
    assert isclose(first.free / first.area, 0.5) and first.number == 1


def test_what_nobody_claims_is_void():
    semantic = np.full((12, 12), ROAD)
    semantic[:3] = CAR  # a car to the semantic model, but no object
    semantic[11, :4] = SIGN + 1  # little stuff
    semantic[10] = VOID_CLASS
    panoptic = merge_panoptic(semantic, [], MergeRules(min_stuff_area=5)).panoptic
    assert (panoptic[:3] == VOID).all() and (panoptic[10] == VOID).all() and (panoptic[11, :4] == VOID).all()
    assert (panoptic[3:10] == ROAD * 1000).all()


def test_what_cannot_be_merged_is_said():
    road = np.full((12, 12), ROAD)
    with pytest.raises(ValueError, match="differ in size"):
        merge_panoptic(road, [square(0, 0, 3, CAR, size=9)])
    with pytest.raises(ValueError, match=f"Class {ROAD} is stuff; give only instances of things"):
        merge_panoptic(road, [square(0, 0, 3, ROAD)])
    with pytest.raises(ValueError, match="1000 instances; give at most 999"):
        merge_panoptic(road, [square(0, 0, 3, CAR)] * 1000)
