"""Each sentence is made of the numbers: they are read out of it again and compared."""

import re
from math import isnan

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from lessons.flavours.answers import name_of
from lessons.flavours.components import box_of
from lessons.flavours.edits import drop, merge, paint, split
from lessons.flavours.effects import Change, explain
from lessons.flavours.encoding import VOID, encode, instances_of
from lessons.flavours.instances import mask_ious
from lessons.flavours.measures import Measures, measure
from lessons.metrics.overlap import mean_iou
from lessons.scenes import CLASS_NAMES, street_scene
from tests.lessons.flavours.maps import Panoptic

CAR = CLASS_NAMES.index("car")


def truth_of(seed: int) -> Panoptic:
    scene = street_scene(seed, 64)
    return encode(scene.mask, scene.instance_ids)


def by_name(changes: tuple[Change, ...]) -> dict[str, Change]:
    return {change.measure: change for change in changes}


def values(measures: Measures) -> dict[str, float]:
    named = {f"AP at IoU {at:.2f}": measures.average_precision(at) for at in measures.precision}
    return named | {
        "mIoU": measures.miou,
        "PQ": measures.quality.mean(),
        "Objects": float(len(measures.objects)),
    }


def edited(ids: Panoptic, seed: int) -> Panoptic:
    """One edit of each kind or several, drawn by lot."""
    rng = np.random.default_rng(seed)
    for _ in range(int(rng.integers(1, 4))):
        objects = [s for s in np.unique(ids).tolist() if s % 1000 and s < VOID]
        one = int(rng.choice(objects))
        alike = [s for s in objects if s // 1000 == one // 1000 and s != one]
        kind = rng.integers(0, 4)
        if kind == 0 and alike:
            ids = merge(ids, one, int(rng.choice(alike)))
        elif kind == 1:
            left, top, right, bottom = box_of(ids == one)
            if right - left > 1:
                ids = split(ids, one, (top, (left + right - 1) / 2), (bottom, (left + right - 1) / 2 + 0.1))
        elif kind == 2:
            ids = drop(ids, one)
        else:
            numbers = (ids % 1000).copy()
            numbers[20:40, 10:40] = int(rng.integers(0, 20))
            ids = paint(ids, numbers)
    return ids


@given(st.integers(0, 30), st.integers(0, 100_000))
@settings(max_examples=25)
def test_a_sentence_for_each_change_and_for_nothing_else(scene: int, seed: int):
    truth = truth_of(scene)
    before, after = measure(truth, truth), measure(edited(truth, seed), truth)
    changes = by_name(explain(before, after))
    old, new = values(before), values(after)
    assert set(changes) == {name for name in old if old[name] != new[name]}
    assert "mIoU" not in changes and after.wrong == 0, "an edit changes no class"
    for name, change in changes.items():
        assert (change.before, change.after) == (old[name], new[name])
        assert change.sentence.endswith(".")
    assert explain(after, after) == ()


@given(st.integers(0, 30), st.integers(0, 100_000))
@settings(max_examples=25)
def test_the_numbers_in_the_sentences_are_the_counts(scene: int, seed: int):
    truth = truth_of(scene)
    ids = edited(truth, seed)
    after = measure(ids, truth)
    true, ours = instances_of(truth), instances_of(ids)
    for name, change in by_name(explain(measure(truth, truth), after)).items():
        for label_name, found, total, extra in re.findall(
            r"(\w+) goes from [^:]+: (\d+) of (\d+) true objects? found, (\d+) extra", change.sentence
        ):
            label, at = CLASS_NAMES.index(label_name), float(name.removeprefix("AP at IoU "))
            theirs, mine = ([o for o in some if o.label == label] for some in (true, ours))
            # Above one half, objects of a map that do not overlap need no choosing.
            hits = int((mask_ious([each.mask for each in mine], [each.mask for each in theirs]) >= at).sum())
            if at > 0.5:
                assert (int(found), int(total), int(extra)) == (hits, len(theirs), len(mine) - hits)
            assert int(total) == len(theirs) and int(found) + int(extra) == len(mine)
        for missed, best in re.findall(r"(\w+ #\d+) has IoU (\d\.\d\d) at best", change.sentence):
            [one] = [o for o in true if name_of(o.label * 1000 + o.number) == missed]
            rivals = [o for o in ours if o.label == one.label]
            ious = mask_ious([one.mask], [each.mask for each in rivals])
            assert float(best) == pytest.approx(ious.max(initial=0.0), abs=0.0051)
        for label_name, old, new, hits, extra, missed, sq, rq in re.findall(
            r"(\w+) goes from ([\d.]+) to ([\d.]+): (\d+) matched, (\d+) extra, (\d+) missed, "
            r"so SQ (\d\.\d\d) × RQ (\d\.\d\d)",
            change.sentence,
        ):
            hits, extra, missed = int(hits), int(extra), int(missed)
            assert float(old) == 1 and float(sq) * float(rq) == pytest.approx(float(new), abs=0.015)
            assert float(rq) == pytest.approx(hits / (hits + (extra + missed) / 2), abs=0.0051)
            assert hits + missed == sum(o.label == CLASS_NAMES.index(label_name) for o in true)


def test_merging_two_cars():
    ids = np.full((8, 12), 2000)
    ids[2:6, 1:5], ids[2:6, 5:8] = CAR * 1000 + 1, CAR * 1000 + 2
    changes = explain(measure(ids, ids), measure(merge(ids, CAR * 1000 + 1, CAR * 1000 + 2), ids))
    # The merged car has 28 pixels, of which 16 are car #1: 0.57, and 12 car #2: 0.43.
    assert [change.sentence for change in changes] == [
        "The map has 1 object: 1 of class car instead of 2.",
        "AP at IoU 0.50 falls from 1.00 to 0.50, because car goes from 1.00 to 0.50: "
        "1 of 2 true objects found, 0 extra (car #2 has IoU 0.43 at best).",
        "AP at IoU 0.75 falls from 1.00 to 0.00, because car goes from 1.00 to 0.00: "
        "0 of 2 true objects found, 1 extra (car #1 has IoU 0.57 at best, car #2 has IoU 0.43 at best).",
        "PQ falls from 1.00 to 0.69, because car goes from 1.00 to 0.38: "
        "1 matched, 0 extra, 1 missed, so SQ 0.57 × RQ 0.67.",
    ]
    back = explain(measure(merge(ids, CAR * 1000 + 1, CAR * 1000 + 2), ids), measure(ids, ids))
    assert "rises from 0.69 to 1.00" in by_name(back)["PQ"].sentence


def test_a_changed_class_is_seen_by_miou():
    truth = truth_of(3)
    painted = truth.copy()
    painted[:4, :10] = 2000
    before, after = measure(truth, truth), measure(painted, truth)
    change = by_name(explain(before, after))["mIoU"]
    assert after.miou == pytest.approx(mean_iou(painted // 1000, truth // 1000, 8))
    wrong = int((painted // 1000 != truth // 1000).sum())
    assert f"{wrong} pixels have a wrong class now, and 0 had before" in change.sentence
    assert "road goes from 1.00 to" in change.sentence and "car" not in change.sentence


def test_a_blank_is_wrong_and_an_unknown_truth_counts_for_nothing():
    truth = np.array([[2000, 2000, 2000, VOID]])
    result = measure([[2000, 2000, VOID, 2000]], truth)
    assert result.miou == pytest.approx(2 / 3) and result.wrong == 1
    assert isnan(measure([[2000]], [[VOID]]).miou)


def test_a_class_that_no_longer_counts():
    truth = np.array([[2000, 2000, 2000, 2000]])
    before = measure([[2000, 2000, 2000, CAR * 1000 + 1]], truth)
    after = measure([[2000, 2000, 2000, CAR * 1000]], truth)
    sentence = by_name(explain(before, after))["PQ"].sentence
    assert "car goes from 0.00 to no score: it has no segment that counts" in sentence


def test_small_differences_get_enough_decimals():
    truth = np.full((60, 60), 2000)
    before, after = (np.where(np.arange(3600).reshape(60, 60) < n, VOID, truth) for n in (1, 2))
    sentence = by_name(explain(measure(before, truth), measure(after, truth)))["PQ"].sentence
    first, second = re.findall(r"PQ falls from ([\d.]+) to ([\d.]+)", sentence)[0]
    assert float(first) > float(second)


def test_an_overlap_just_below_the_threshold_does_not_read_as_equal_to_it():
    """A car of 1001 pixels, 500 of them found: IoU 0.4995, which rounds to 0.50."""
    truth = np.full((1, 1200), 2000)
    truth[0, :1001] = CAR * 1000 + 1
    ids = truth.copy()
    ids[0, 500:1001] = CAR * 1000
    sentence = by_name(explain(measure(truth, truth), measure(ids, truth)))["AP at IoU 0.50"].sentence
    assert "(car #1 has IoU 0.4995 at best)" in sentence
