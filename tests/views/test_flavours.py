"""The flavours page: what it draws and says is what the lesson's own functions compute."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from app import wiring
from app.settings import settings
from app.ui.figures.outlines import instance_picture, marks, outline, panoptic_picture
from app.ui.figures.street_pictures import ChosenPicture, _street
from app.ui.kit.sections import EVERYTHING
from app.views.flavours import edit as flavours_edit
from app.views.flavours import networks as flavours_networks
from lessons.flavours.answers import true_flavours
from lessons.flavours.average_precision import precision_recall
from lessons.flavours.edits import merge
from lessons.flavours.encoding import PER_CLASS, encode, instances_of
from lessons.flavours.instances import box_ious, match, nms
from lessons.flavours.measures import measure
from lessons.flavours.merging import MergeRules
from lessons.flavours.quality import match_segments, panoptic_quality
from lessons.flavours.roi_align import example_features, roi_align, roi_pool
from lessons.models import model
from lessons.models.device import pick_device
from lessons.models.mask_rcnn import MaskRCNN
from lessons.models.serving.networks import Networks
from lessons.models.serving.runner import Runner
from lessons.models.weights import available
from lessons.scenes import CLASS_NAMES, street_scene
from tests.views.visits import texts

needs_unet = pytest.mark.skipif(
    "unet" not in available(), reason="the U-Net's weights are not in assets/weights"
)


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch) -> Iterator[MaskRCNN]:
    """An instance model with random weights that calls every proposal a car or a tree; a runner of this test's own."""
    network = model(flavours_networks.INSTANCE).build(5, seed=4)
    assert isinstance(network, MaskRCNN)
    with torch.no_grad():
        network.roi_heads.box_predictor.cls_score.bias[[1, 4]] += torch.tensor([4.0, 3.7])
    network.eval().requires_grad_(False)
    runner = Runner()
    held_out = {
        "count": 3,
        "least_pixels": 16,
        "least_score": 0.5,
        "least_iou": 0.5,
        "matched_iou": 0.5,
        "objects": dict.fromkeys(("car", "person", "sign", "tree"), 12),
        **{
            key: dict.fromkeys(("car", "person", "sign", "tree"), 0.25)
            for key in ("recall", "sure_recall", "sure_precision")
        },
    }
    monkeypatch.setattr(wiring.networks, "built", Networks(runner, pick_device(settings().device)))
    monkeypatch.setattr(flavours_networks, "trained", lambda: network)
    monkeypatch.setattr(flavours_networks, "instance_ready", lambda: True)
    monkeypatch.setattr("lessons.models.weights.scores", lambda name: held_out)
    yield network
    runner.close()


def street(seed: int = 0) -> ChosenPicture:
    scene = street_scene(seed)
    return ChosenPicture(f"Street {seed + 1}", scene.image, scene.mask, "A street.", scene.instance_ids)


def section(name: str, labelled: bool = True) -> None:
    """One section of the page, for Street 1, or for its picture without the truth."""
    from dataclasses import replace

    from app.ui.figures.street_pictures import _street
    from app.ui.kit.lesson_text import LessonText
    from app.views.flavours import edit as flavours_edit
    from app.views.flavours import figures as flavours_figures
    from app.views.flavours import heads as flavours_heads
    from app.views.flavours import merge as flavours_merge
    from app.views.flavours import precision as flavours_precision
    from app.views.flavours import stages as flavours_stages

    words = LessonText("flavours")
    picture = _street("Street 1", 0)
    if not labelled:
        picture = replace(picture, truth=None, instance_ids=None)
    if name == "scene":
        flavours_figures.three_answers(words, picture)
    elif name == "pieces":
        flavours_figures.pieces(words, picture)
    elif name == "model":
        flavours_stages.a_model_that_counts(words, picture)
        flavours_stages.proposals(words, picture)
        flavours_stages.one_box_each(words, picture)
    elif name == "align":
        flavours_heads.box_to_grid(words)
    elif name == "ap":
        flavours_precision.precision_and_recall(words, picture)
    elif name == "merge":
        flavours_merge.two_into_one(words, picture)
    else:
        flavours_edit.edit_the_objects(words)


def opened(name: str, labelled: bool = True) -> Any:
    test = AppTest.from_function(section, default_timeout=120, args=(name, labelled))
    test.session_state[EVERYTHING] = test.session_state["open-book"] = True
    test.run()
    assert not test.exception
    return test


def html_of(test: Any) -> str:
    """All HTML of a page."""
    return "".join(each.proto.body for each in test.get("html"))


def sentence_groups(test: Any, pattern: str) -> tuple[str, ...]:
    """What the one sentence of this form says in its groups."""
    match = re.search(pattern, " ".join(texts(test).split()))
    assert match, texts(test)
    return match.groups()


def test_without_the_model_the_truth_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flavours_networks, "missing", lambda: ("mask_rcnn",))
    test = opened("scene")
    assert ["python -m lessons.models train mask_rcnn" in each.value for each in test.info] == [True]
    scene = street_scene(0)
    flavours = true_flavours(scene.mask, scene.instance_ids)
    pattern = r"According to the truth, this picture has \*\*(\d+)\*\* classes and \*\*(\d+)\*\* objects"
    classes, objects = sentence_groups(test, pattern)
    assert (int(classes), int(objects)) == (len(np.unique(scene.mask)), len(flavours.instances))
    for other in ("model", "merge"):
        monkeypatch.setattr(flavours_networks, "instance_ready", lambda: False)
        test = opened(other)
        assert "train mask_rcnn" in test.info[0].value
        # What needs no network is still taught.
        for taught in {"model": ("Mask R-CNN", "proposals", "Non-maximum suppression", "mask head")}.get(
            other, ("These are the rules", "panoptic quality")
        ):
            assert f"**{taught}**" in " ".join(texts(test).split()) or taught in texts(test)


@needs_unet
@pytest.mark.usefixtures("untrained")
def test_the_models_answer_beside_the_truth() -> None:
    test = opened("scene")
    (objects,) = sentence_groups(test, r"and \*\*(\d+)\*\* objects")
    test.segmented_control[0].set_value("The models").run()
    assert not test.exception
    found = [one for one in flavours_networks.instances(street()) if one.score >= 0.5]
    assert sentence_groups(test, r"and \*\*(\d+)\*\* objects") == (str(len(found)),) != (objects,)
    assert "The truth" not in opened("scene", labelled=False).segmented_control[0].options


def test_in_street_5_three_cars_touch() -> None:
    from scipy.ndimage import label

    picture = _street("Street 5", 4)
    assert picture.truth is not None and picture.instance_ids is not None
    pieces = np.zeros(picture.truth.shape, np.int32)
    label(picture.truth == CLASS_NAMES.index("car"), output=pieces)
    cars = [np.unique(picture.instance_ids[pieces == piece]) for piece in range(1, int(pieces.max()) + 1)]
    assert max(map(len, cars)) == 3 and "In Street 5 three cars touch." in texts(opened("scene"))


@pytest.mark.parametrize("neighbours", [4, 8])
def test_the_pieces_of_the_mask_are_counted(neighbours: int) -> None:
    from scipy.ndimage import label

    test = opened("pieces")
    test.segmented_control[0].set_value(neighbours).run()
    mask, square = street_scene(0).mask, np.ones((3, 3)) if neighbours == 8 else None
    count = sum(
        int(np.asarray(label(mask == thing, square, np.zeros(mask.shape, np.int32)))) for thing in range(4, 8)
    )
    assert sentence_groups(test, r"the mask \*\*(\d+)\*\* pieces") == (str(count),)
    assert "Choose a street" in opened("pieces", labelled=False).info[0].value


def test_every_stage_of_the_model_can_be_moved(untrained: MaskRCNN) -> None:
    test = opened("model")
    assert '<tr><th scope="row">car</th><td>12</td><td>25 %</td>' in html_of(test)
    assert "<strong>Mask head</strong>28 × 28" in html_of(test)
    trace = flavours_networks.traced(street())
    test.slider[0].set_value(3).run()
    assert sentence_groups(test, r"\*\*(\d+)\*\* of (\d+) proposals are drawn") == (
        "3",
        str(len(trace.proposals)),
    )
    part = int((trace.scores >= flavours_networks.LEAST_SCORE).sum())
    counts = set()
    for threshold in (0.1, 0.5, 0.9):
        test.slider(key="flavours-nms").set_value(threshold).run()
        assert not test.exception
        boxes = trace.input_boxes[:part]
        kept = nms(box_ious(boxes, boxes), trace.scores[:part], threshold, trace.labels[:part])
        line = sentence_groups(test, r"With a threshold of ([\d.]+), \*\*(\d+)\*\* of (\d+) boxes stay")
        assert line == (f"{threshold:.2f}", str(len(kept)), str(part))
        # The masks are painted in the boxes that stay, as torchvision chooses them.
        limit = untrained.roi_heads.detections_per_img
        found = flavours_networks.detections(street(), threshold)
        assert found.candidates.tolist() == kept.tolist()[:limit]
        assert len(test.selectbox[1].options) == len(found.candidates)
        counts.add(len(kept))
    assert len(counts) == 3


@pytest.mark.usefixtures("untrained")
def test_a_removed_box_names_the_box_that_removed_it() -> None:
    test = opened("model")
    removed = next(at for at, name in enumerate(test.selectbox[0].options) if "removed by" in name)
    rival = test.selectbox[0].options[removed].rpartition(" ")[2]
    test.selectbox[0].set_value(removed).run()
    html = html_of(test)
    assert f"Box {removed + 1}, in orange, has an IoU of" in html and f"with box {rival}, in blue" in html
    assert opened("model", labelled=False) and not test.exception


def test_a_box_is_moved_over_the_feature_map() -> None:
    test = opened("align")
    pattern = (
        r"by up to \*\*([\d.]+)\*\* of a cell.*RoIPool change by up to \*\*([\d.]+)\*\* "
        r"and those of RoIAlign by up to \*\*([\d.]+)\*\*"
    )
    grid = example_features()
    jumps = set()
    for left in (2.0, 2.3, 2.4, 4.2):
        test.slider(key="flavours-roi-left").set_value(left).run()
        assert not test.exception
        box, further = (left, 1.5, left + 3, 4.1), (left + 0.1, 1.5, left + 3.1, 4.1)
        off, pool_change, align_change = sentence_groups(test, pattern)
        assert off == f"{max(abs(side - np.floor(side + 0.5)) for side in box):.1f}"
        for ours, said in ((roi_pool, pool_change), (roi_align, align_change)):
            assert said == f"{np.abs(ours(grid, further) - ours(grid, box)).max():.2f}"
        jumps.add(pool_change != "0.00")
    assert jumps == {True, False}  # it stands still, and then it jumps
    html = html_of(test)
    assert "RoIPool gives" in html and "RoIAlign gives" in html


def test_the_curve_is_that_of_the_lesson_and_a_better_fit_costs(untrained: MaskRCNN) -> None:
    test = opened("ap")
    picture = street()
    found = flavours_networks.instances(picture, 0.05)
    truths = true_flavours(street_scene(0).mask, street_scene(0).instance_ids).instances
    pattern = (
        r"The AP of (\w+) at an IoU of ([\d.]+), over this picture: \*\*([\d.]+)\*\*. "
        r"The model found (\d+) of (\d+) objects, with (\d+) predictions"
    )
    for label in (CLASS_NAMES.index("car"), CLASS_NAMES.index("tree")):
        test.segmented_control[1].set_value(label).run()
        for threshold in (0.5, 0.9):
            test.slider(key="flavours-ap").set_value(threshold).run()
            assert not test.exception
            curve = precision_recall([(found, truths)], label, threshold)
            total = sum(truth.label == label for truth in truths)
            right = len([1 for at, _, _ in match(found, truths, threshold).pairs if found[at].label == label])
            count = sum(each.label == label for each in found)
            assert sentence_groups(test, pattern) == (
                CLASS_NAMES[label],
                f"{threshold:.2f}",
                f"{curve.area:.2f}",
                str(right),
                str(total),
                str(count),
            )
    assert "Choose a street" in opened("ap", labelled=False).info[0].value


@needs_unet
@pytest.mark.usefixtures("untrained")
def test_the_rules_decide_and_pq_follows() -> None:
    test = opened("merge")
    picture = street()
    for rules in (
        MergeRules(),
        MergeRules(min_score=1.0),
        MergeRules(max_covered=0.1, min_area=50),
        MergeRules(min_stuff_area=1500),
    ):
        test.slider(key="flavours-covered").set_value(rules.max_covered)
        test.slider(key="flavours-score").set_value(rules.min_score)
        test.slider(key="flavours-area").set_value(rules.min_area)
        test.slider(key="flavours-stuff").set_value(rules.min_stuff_area).run()
        assert not test.exception
        flavours, decisions = flavours_networks.merged(picture, rules)
        kept = sum(decision.number > 0 for decision in decisions)
        assert sentence_groups(test, r"\*\*(\d+)\*\* of (\d+) objects are in the map") == (
            str(kept),
            str(len(decisions)),
        )
        truth = encode(street_scene(0).mask, street_scene(0).instance_ids)
        quality = panoptic_quality([match_segments(flavours.panoptic, truth)])
        assert sentence_groups(test, r"PQ is \*\*([\d.]+)\*\*") == (f"{quality.mean():.3f}",)
        for label in (each.label for each in quality.classes[:2]):
            test.segmented_control[0].set_value(label).run()
            assert not test.exception
    assert "Choose a street" in opened("merge", labelled=False).info[0].value


def edited(test: Any) -> tuple[str, ...]:
    pattern = (
        r"The map has \*\*(\d+)\*\* objects. mIoU is \*\*([\d.]+)\*\*, AP is \*\*([\d.]+)\*\* at an IoU of 0.50 and "
        r"\*\*([\d.]+)\*\* at 0.75, and PQ is \*\*([\d.]+)\*\*"
    )
    return sentence_groups(test, pattern)


def press(test: Any, label: str) -> None:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception


def test_edits_move_the_scores_and_say_why() -> None:
    test = opened("edit")
    start = edited(test)
    assert start[1:] == ("1.000",) * 4 and "Nothing is changed yet" in texts(test)
    _, truth = flavours_edit._scene()
    first, second = (test.selectbox[at].value for at in (0, 1))
    press(test, "Merge")
    expected = measure(merge(truth, first, second), truth)
    assert edited(test) == (
        str(int(start[0]) - 1),
        "1.000",
        f"{expected.average_precision(0.5):.3f}",
        f"{expected.average_precision(0.75):.3f}",
        f"{expected.quality.mean():.3f}",
    )
    html = html_of(test)
    assert "PQ falls from 1.00" in html and "mIoU" not in html
    press(test, "Split")
    assert edited(test)[0] == start[0]
    press(test, "Drop")
    assert int(edited(test)[0]) == int(start[0]) - 1
    press(test, "Back to the truth")
    assert edited(test) == start and "Nothing is changed yet" in texts(test)


def test_when_the_numbers_run_out_it_says_so() -> None:
    test = opened("edit")
    _, truth = flavours_edit._scene()
    largest = sorted(instances_of(truth), key=lambda each: -each.mask.sum())
    for each in [*largest, *largest][: flavours_edit._NUMBERS - len(largest)]:
        test.selectbox[0].set_value(each.label * PER_CLASS + each.number).run()
        press(test, "Split")
        assert not test.warning
    assert edited(test)[0] == str(flavours_edit._NUMBERS)
    press(test, "Split")
    assert [each.value for each in test.warning] == [
        "The painter has 9 numbers and all are taken; merge or drop an object first."
    ]
    assert edited(test)[0] == str(flavours_edit._NUMBERS)


def test_with_every_object_dropped_nothing_can_be_edited() -> None:
    test = opened("edit")
    while test.selectbox[0].options:
        press(test, "Drop")
    assert edited(test)[0] == "0"
    assert [button.disabled for button in test.button if button.label in ("Merge", "Split", "Drop")] == [
        True
    ] * 3


def test_an_outline_runs_along_every_edge_and_no_other() -> None:
    ids = np.random.default_rng(1).integers(0, 3, (9, 12))
    edges = set()
    for x, y, way, length in re.findall(r"M(\d+) (\d+)([hv])(\d+)", outline(ids)):
        for step in range(int(length)):
            edge = (way, int(x) + step, int(y)) if way == "h" else (way, int(x), int(y) + step)
            assert edge not in edges
            edges.add(edge)
    rows, columns = ids.shape
    below = {("h", x, y) for y in range(1, rows) for x in range(columns) if ids[y, x] != ids[y - 1, x]}
    beside = {("v", x, y) for y in range(rows) for x in range(1, columns) if ids[y, x] != ids[y, x - 1]}
    assert edges == below | beside


def test_every_object_carries_its_number_on_itself() -> None:
    scene = street_scene(3)
    flavours = true_flavours(scene.mask, scene.instance_ids)
    masks = {instance.number: instance.mask for instance in flavours.instances}
    for picture in (
        instance_picture("", scene.image, flavours.instances),
        panoptic_picture("", flavours.panoptic),
    ):
        assert len(picture.marks) == len(masks)
        assert all(masks[int(mark.text[1:])][mark.row, mark.column] for mark in picture.marks)


def test_numbers_make_room_for_each_other() -> None:
    # A small object in the middle of a large one: the large one's number moves aside, not the small one's.
    large, small = np.zeros((2, 60, 60), bool)
    large[:, :], small[28:33, 28:33] = True, True
    large &= ~small
    placed = {mark.text: mark for mark in marks([(large, "T1"), (small, "C2")])}
    assert (placed["C2"].row, placed["C2"].column) == (30, 30)
    assert abs(placed["T1"].row - 30) >= 0.055 * 60 or abs(placed["T1"].column - 30) >= 0.08 * 60
    assert large[placed["T1"].row, placed["T1"].column]
    # Where a mask leaves no room, the number stays on it all the same.
    assert [(mark.row, mark.column) for mark in marks([(small, "C2"), (small, "P3")])] == [(30, 30)] * 2
