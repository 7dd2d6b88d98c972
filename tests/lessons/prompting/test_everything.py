"""Everything mode: an even grid, scores as defined, and no mask twice."""

import numpy as np
import pytest
import torch

from lessons.flavours.instances import mask_ious, nms
from lessons.models import PROMPT_MODELS, model
from lessons.models.sam import SAM
from lessons.models.torchvision_operators import torchvision
from lessons.models.weights import available, load
from lessons.prompting.everything import SegmentRules, grid, segment_everything, stability
from lessons.prompting.prompts import Click, Prompts
from lessons.prompting.segmenter import answer, embed
from lessons.scenes import street_scene


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    torch.set_num_threads(1)


def test_the_grid_is_even_and_inside():
    assert grid(8, 12, 2) == (Click(2, 3), Click(2, 9), Click(6, 3), Click(6, 9))
    assert grid(50, 20, 1) == (Click(25, 10),)
    clicks = grid(97, 33, 32)
    assert len(set(clicks)) == 32 * 32
    assert all(0 <= click.row < 97 and 0 <= click.column < 33 for click in clicks)
    for wrong in (0, 33):
        with pytest.raises(ValueError, match=f"The grid has {wrong} points on a side; give 1 to 32"):
            grid(10, 10, wrong)


def test_stability_is_the_iou_of_two_thresholds():
    logits = np.random.default_rng(0).normal(0, 3, (5, 3, 20, 20))
    for place in np.ndindex(5, 3):
        one, other = logits[place] > 1, logits[place] > -1
        assert stability(logits)[place] == pytest.approx((one & other).sum() / (one | other).sum())
    assert stability(np.full((2, 4, 4), -9.0)).tolist() == [0, 0]


def test_suppression_of_rectangles_is_torchvisions():
    chance = np.random.default_rng(1)
    for _ in range(10):
        corners = chance.integers(0, 20, (12, 2))
        boxes = np.hstack([corners, chance.integers(3, 12, (12, 2))])
        masks = np.zeros((12, 40, 40), bool)
        for mask, (left, top, width, height) in zip(masks, boxes, strict=True):
            mask[top : top + height, left : left + width] = True
        scores = chance.permutation(12) / 12
        expected = torchvision.ops.nms(
            torchvision.ops.box_convert(torch.from_numpy(boxes).float(), "xywh", "xyxy"),
            torch.from_numpy(scores).float(),
            0.3,
        )
        assert nms(mask_ious(masks, masks), scores, 0.3).tolist() == expected.tolist()
    none = np.zeros((0, 4, 4), bool)
    assert nms(mask_ious(none, none), [], 0.5).size == 0


def test_what_is_kept_keeps_the_rules_and_is_what_its_click_gives():
    network: SAM = model("sam").build(3, seed=0).eval()  # type: ignore[assignment]
    rules = SegmentRules(per_side=5, least_iou=0.0, least_stability=0.0, least_pixels=5, most_overlap=0.5)
    embedding = embed(network, street_scene(3, 64).image)
    everything = segment_everything(network, embedding, rules)
    assert (
        everything.candidates == everything.sure == 75 and everything.stable >= len(everything.segments) > 0
    )
    scores = [each.predicted_iou for each in everything.segments]
    assert scores == sorted(scores, reverse=True)
    for place, one in enumerate(everything.segments):
        assert one.mask.shape == (64, 64) and one.mask.sum() >= 5
        for other in everything.segments[:place]:
            assert (one.mask & other.mask).sum() <= 0.5 * (one.mask | other.mask).sum() + 1e-9
    first = everything.segments[0]
    again = answer(network, embedding, Prompts((first.click,)))
    assert again.predicted_iou.max() == pytest.approx(first.predicted_iou, abs=1e-5)
    assert (again.masks[again.best] ^ first.mask).mean() < 0.01
    none = segment_everything(network, embedding, SegmentRules(per_side=3, least_iou=1.01))
    assert none.segments == () and none.sure == 0 and none.candidates == 27


def test_the_trained_network_finds_most_of_a_street():
    if "sam" not in available(models=PROMPT_MODELS):
        pytest.skip("sam has no weights yet: python -m lessons.models train sam")
    network: SAM = load("sam")  # type: ignore[assignment]
    scene = street_scene(301)
    everything = segment_everything(network, embed(network, scene.image))
    covered = np.any([each.mask for each in everything.segments], axis=0)
    assert len(everything.segments) >= 6 and covered.mean() >= 0.75
