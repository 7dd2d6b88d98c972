import numpy as np
import pytest

from lessons.flavours.answers import answers_at
from lessons.flavours.encoding import encode, instances_of
from lessons.flavours.live import detected_instances, live_flavours, semantic_mask
from lessons.flavours.merging import MergeRules
from lessons.flavours.quality import match_segments, panoptic_quality
from lessons.scenes import CLASS_NAMES, street_scene

ROAD, CAR, SIGN = (CLASS_NAMES.index(name) for name in ("road", "car", "sign"))
SCENE = street_scene(3, 96)
TRUTH = encode(SCENE.mask, SCENE.instance_ids)
LOGITS = 4.0 * np.eye(len(CLASS_NAMES))[SCENE.mask].transpose(2, 0, 1)
EASY = MergeRules(min_area=0, min_stuff_area=0)


def test_perfect_models_give_the_truth_up_to_numbers():
    objects = instances_of(TRUTH)
    scores = np.linspace(0.6, 0.9, len(objects)).tolist()
    instances = detected_instances(
        np.array([0.98 * o.mask for o in objects]), [o.label for o in objects], scores
    )
    assert [instance.score for instance in instances] == sorted(scores, reverse=True)
    flavours, decisions = live_flavours(LOGITS, instances, EASY)
    assert np.array_equal(flavours.semantic, SCENE.mask)
    assert panoptic_quality([match_segments(flavours.panoptic, TRUTH)]).mean() == 1
    assert [decision.number for decision in decisions] == [instance.number for instance in instances]
    for instance in flavours.instances:
        row, column = np.argwhere(instance.mask)[0].tolist()
        answers = answers_at(flavours, row, column)
        assert answers.instance == answers.panoptic == f"{CLASS_NAMES[instance.label]} #{instance.number}"


def test_the_winner_of_the_logits_is_the_class():
    assert semantic_mask(LOGITS + 3).tolist() == SCENE.mask.tolist()
    with pytest.raises(ValueError, match="have 4 dimensions; give classes × height × width"):
        semantic_mask(LOGITS[None])


def test_masks_are_cut_at_the_threshold_and_empty_ones_left_out():
    likely = np.array([[[0.5, 0.49]], [[0.1, 0.2]], [[0.9, 0.7]]])
    instances = detected_instances(likely, [CAR, CAR, SIGN], [0.6, 0.9, 0.8])
    assert [(i.label, i.score, i.number, i.mask.tolist()) for i in instances] == [
        (SIGN, 0.8, 1, [[True, True]]),
        (CAR, 0.6, 2, [[True, False]]),
    ]
    assert len(detected_instances(likely, [CAR, CAR, SIGN], [0.6, 0.9, 0.8], 0.15)) == 3
    assert len(detected_instances(likely > 0.6, [CAR, CAR, SIGN], [0.6, 0.9, 0.8])) == 1
    assert detected_instances(np.zeros((0, 4, 4)), [], []) == ()
    with pytest.raises(ValueError, match="3 masks, 1 labels and 3 scores; give one of each"):
        detected_instances(likely, [CAR], [0.6, 0.9, 0.8])


def test_an_unsure_object_is_in_neither_answer():
    objects = instances_of(TRUTH)[:2]
    instances = detected_instances(
        np.array([o.mask for o in objects]), [o.label for o in objects], [0.9, 0.3]
    )
    flavours, decisions = live_flavours(LOGITS, instances, EASY)
    assert len(flavours.instances) == 1 and [d.number for d in decisions] == [1, 0]
    assert decisions[1].reason == "Its score 0.30 is below 0.50."
