"""What the text says in numbers is what the code computes."""

import re
from inspect import signature
from pathlib import Path

import numpy as np
import pytest
import torch

import lessons.flavours
from lessons.flavours.average_precision import RECALLS, average_precisions
from lessons.flavours.components import connected_components
from lessons.flavours.edits import merge
from lessons.flavours.encoding import encode, instances_of
from lessons.flavours.instances import match
from lessons.flavours.kinds import STUFF, THINGS
from lessons.flavours.measures import THRESHOLDS, measure
from lessons.flavours.merging import merge_panoptic
from lessons.models import model
from lessons.models.mask_rcnn import MaskRCNN
from lessons.scenes import CLASS_NAMES, street_scene
from tests.lessons.flavours.maps import square

TEXT = (Path(lessons.flavours.__file__).parent / "text.md").read_text(encoding="utf-8")
PIECES = re.split(r"^<!-- part: ([a-z0-9-]+) -->$", TEXT, flags=re.MULTILINE)
PARTS = dict(zip(PIECES[1::2], PIECES[2::2], strict=True))
ROAD, CAR = CLASS_NAMES.index("road"), CLASS_NAMES.index("car")


def words(part: str) -> str:
    return " ".join(PARTS[part].split())


def test_every_part_has_words_and_its_own_name():
    assert PIECES[0] == "" and len(PARTS) == len(PIECES[1::2])
    assert all(body.strip() for body in PARTS.values())
    for section in ("scene", "pieces", "align", "proposals", "nms", "mask", "ap", "merge", "quality", "edit"):
        assert {section, f"{section}-touch", f"{section}-live", f"{section}-name"} <= set(PARTS)


def test_only_live_parts_have_places_to_fill():
    filled = {name for name, body in PARTS.items() if re.search(r"(?<!text){[a-z]\w*}", body)}
    assert {name for name in PARTS if name.endswith("-live")} == filled
    for name in filled:
        fields = set(re.findall(r"{(\w+)}", PARTS[name]))
        assert "{" not in PARTS[name].format(**dict.fromkeys(fields, "7"))


def test_the_classes_and_the_encoding():
    for name in (*THINGS, *STUFF):
        plural = "people" if name == "person" else name
        assert plural in words("scene-name")
    assert f"Class {ROAD} is road and class {CAR} is car" in words("scene-name")
    assert encode([[ROAD, CAR]], [[0, 2]]).tolist() == [[2000, 5002]]
    assert "2000 is road and 5002 is car #2" in words("scene-name")


def test_touching_joins_and_a_pole_tears():
    assert connected_components([[1, 1, 1, 1]]).max() == 1
    assert connected_components([[1, 1, 0, 1]]).max() == 2
    assert "Two that touch become one" in words("pieces-name")


def test_the_thresholds():
    assert THRESHOLDS == (0.5, 0.75) and "0.50 and **{ap75}** at 0.75" in words("edit-live")
    assert signature(match).parameters["threshold"].default == 0.5 and "0.50" in words("pieces-live")
    assert len(RECALLS) == 101 and "the 101 recalls 0, 0.01, …, 1" in words("ap-name")


def test_an_object_wins_over_stuff_and_void_is_left():
    road = np.full((12, 12), ROAD)
    road[6:] = CAR
    panoptic = merge_panoptic(road, [square(0, 0, 6, CAR)]).panoptic
    assert panoptic[0, 0] == CAR * 1000 + 1 and not instances_of(panoptic[6:])
    assert "the pixel stays void" in words("merge-name")


def test_all_cars_in_one_lump_keep_a_perfect_miou():
    ids = np.full((4, 9), ROAD * 1000)
    ids[1:3, 1:4], ids[1:3, 4:7] = CAR * 1000 + 1, CAR * 1000 + 2
    lump = measure(merge(ids, CAR * 1000 + 1, CAR * 1000 + 2), ids)
    assert lump.miou == 1 and "perfect mIoU" in words("so-what")
    # The last claim of edit-name: two of the same size.
    assert [pair[2] for pair in lump.matchings[0.5].pairs] == [0.5]
    [car] = [quality for quality in lump.quality.classes if quality.label == CAR]
    assert car.matches == 0 and (car.extra, car.missed) == (1, 2)
    assert "AP at 0.50 asks for at least 0.50 and finds one of the two" in words("edit-name")


def test_without_scores_all_objects_come_in_at_once():
    truths, predictions = [square(0, 0, 3), square(4, 4, 3)], [square(0, 0, 3), square(8, 8, 3)]
    [value] = average_precisions([(predictions, truths)]).values()
    # Recall 0.5 at precision 0.5: 51 of the 101 recalls are reached.
    assert value == pytest.approx(51 * 0.5 / 101)


def test_three_cars_touch_in_street_5():
    street = street_scene(5 - 1)
    pieces = connected_components((street.mask == CAR).astype(int))
    together = [len(np.unique(street.instance_ids[pieces == piece])) for piece in range(1, pieces.max() + 1)]
    assert max(together) == 3 and "In Street 5 three cars touch" in words("scene-touch")


def test_a_mask_has_28_cells_a_side():
    network = model("mask_rcnn").build(5).eval()
    assert isinstance(network, MaskRCNN)
    features = torch.zeros(1, network.backbone.out_channels, *network.roi_heads.mask_roi_pool.output_size)
    with torch.no_grad():
        logits = network.roi_heads.mask_predictor(network.roi_heads.mask_head(features))
    assert logits.shape[-2:] == (28, 28)
    assert "28 × 28 cells" in words("mask-touch") and "28 × 28 cells" in words("mask-name")


def test_the_threshold_of_the_proposals():
    network = model("mask_rcnn").build(5)
    assert isinstance(network, MaskRCNN)
    assert network.rpn.nms_thresh == 0.7 and "IoU above 0.7" in words("proposals-name")
