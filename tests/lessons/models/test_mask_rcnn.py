"""Mask R-CNN keeps the contract of the instance models, and its masks land where the truth is."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from lessons.models import INSTANCE_MODELS, model
from lessons.models.device import as_input
from lessons.models.fitting.instances import objects_of
from lessons.models.mask_rcnn import MaskRCNN, detection, paste
from lessons.models.torchvision_operators import torchvision
from lessons.models.weights import load, save
from lessons.palette import PALETTE
from lessons.scenes import street_scene

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def network() -> MaskRCNN:
    return model("mask_rcnn").build(5, seed=0).eval()  # type: ignore[return-value]


def image(seed: int, size: int = 128) -> Tensor:
    return as_input(street_scene(seed, size).image[None])[0]


def targets(seed: int) -> dict[str, Tensor]:
    scene = street_scene(seed)
    objects = objects_of(scene.mask, scene.instance_ids)
    return {
        "boxes": torch.from_numpy(objects.boxes),
        "labels": torch.from_numpy(objects.labels),
        "masks": torch.from_numpy(objects.masks.astype(np.uint8)),
    }


def test_the_architecture_is_one_short_file_that_teaches():
    source = (ROOT / "lessons" / "models" / "mask_rcnn.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 200
    tree = ast.parse(source)
    words = ast.get_docstring(tree) or ""
    assert re.search(r"\(2017\)", words) and "─" in words and "image 3" in words
    ours = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} & {
        f"lessons.models.{path.stem}" for path in (ROOT / "lessons" / "models").glob("*.py")
    }
    assert ours == {"lessons.models.torchvision_operators"}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def test_it_is_torchvisions_own(network: MaskRCNN):
    assert isinstance(network, torchvision.models.detection.MaskRCNN)
    assert set(INSTANCE_MODELS[0].class_names) <= set(PALETTE)


@pytest.mark.parametrize("size", [(128, 128), (64, 64), (200, 120), (37, 61), (16, 90)])
def test_what_it_finds_lies_in_the_picture(network: MaskRCNN, size: tuple[int, int]):
    height, width = size
    with torch.no_grad():
        (found,) = network([torch.rand(3, height, width)])
    count = len(found["boxes"])
    assert 0 < count <= 40
    assert found["boxes"].shape == (count, 4) and found["masks"].shape == (count, 1, height, width)
    assert found["labels"].dtype == torch.int64
    assert found["labels"].min() >= 1 and found["labels"].max() <= 4
    assert (found["scores"].diff() <= 0).all()
    assert found["boxes"].min() >= 0
    assert found["boxes"][:, 2].max() <= width + 1e-3 and found["boxes"][:, 3].max() <= height + 1e-3
    assert found["masks"].min() >= 0 and found["masks"].max() <= 1


def test_the_seed_decides_the_weights_and_touches_no_other_randomness():
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    first, again, other = (model("mask_rcnn").build(5, seed).eval() for seed in (0, 0, 1))
    assert torch.equal(torch.rand(3), expected)
    with torch.no_grad():
        answers = [each([image(1)])[0]["scores"] for each in (first, again, first, other)]
    assert torch.equal(answers[0], answers[1]) and torch.equal(answers[0], answers[2])
    assert not torch.equal(answers[0], answers[3])


def test_a_picture_gives_the_same_alone_and_among_others(network: MaskRCNN):
    pictures = [image(1), image(2), image(3)]
    with torch.no_grad():
        together = network(pictures)
        alone = [network([picture])[0] for picture in pictures]
    for one, other in zip(together, alone, strict=True):
        best = one["scores"][:3], other["scores"][:3]
        torch.testing.assert_close(*best, rtol=1e-4, atol=1e-5)


def test_the_gradient_reaches_every_parameter():
    network = model("mask_rcnn").build(5)
    losses = network([image(1), image(2)], [targets(1), targets(2)])
    assert set(losses) == {
        "loss_classifier",
        "loss_box_reg",
        "loss_mask",
        "loss_objectness",
        "loss_rpn_box_reg",
    }
    torch.stack(list(losses.values())).sum().backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None and parameter.grad.abs().sum() > 0, name


def test_a_picture_without_things_has_a_loss_too():
    network = model("mask_rcnn").build(5)
    none = {"boxes": torch.zeros(0, 4), "labels": torch.zeros(0, dtype=torch.int64)}
    losses = network([image(1)], [none | {"masks": torch.zeros(0, 128, 128, dtype=torch.uint8)}])
    total = torch.stack(list(losses.values())).sum()
    total.backward()
    assert total.isfinite()


def test_the_weights_make_a_round_trip_and_are_small(tmp_path: Path, network: MaskRCNN):
    save("mask_rcnn", network, {"held_out": {}}, tmp_path)
    loaded = load("mask_rcnn", tmp_path)
    assert (tmp_path / "mask_rcnn.safetensors").stat().st_size <= 3_000_000
    learned = {key for key, _ in network.named_parameters()}
    for key, value in network.state_dict().items():
        assert torch.equal(loaded.state_dict()[key], value.half().float() if key in learned else value), key


def test_proposals_never_start_from_the_finest_map(network: MaskRCNN):
    pictures, _ = network.transform([image(1)])
    maps = list(network.backbone(pictures.tensors).values())
    assert [each.shape[-1] for each in maps] == [128, 64, 32, 16, 8]
    objectness, _ = network.rpn.head(maps)
    assert [each.shape[-1] for each in objectness] == [64, 32, 16, 8]
    (anchors,) = network.rpn.anchor_generator(pictures, maps)
    assert len(anchors) == 3 * (64**2 + 32**2 + 16**2 + 8**2)
    finest = anchors[: 3 * 64**2].view(64, 64, 3, 4)
    steps = finest[1, 0] - finest[0, 0], finest[0, 1] - finest[0, 0]
    assert steps[0][:, 1].tolist() == steps[1][:, 0].tolist() == [4, 4, 4], (
        "the stride of the map it looks at"
    )


def truths_of_28(seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Masks (n, 128, 128), boxes in the enlarged picture, and the 28 × 28 truths that training would use."""
    given = targets(seed)
    masks = torch.nn.functional.interpolate(given["masks"][:, None].float(), scale_factor=2)[:, 0]
    boxes = 2 * given["boxes"]
    order = torch.arange(len(boxes))
    small = detection.roi_heads.project_masks_on_boxes(masks, boxes, order, 28)
    return given["masks"].bool(), boxes, small[:, None]


def mean_iou(ours: Tensor, truth: Tensor) -> float:
    return ((ours & truth).sum((1, 2)) / (ours | truth).sum((1, 2))).mean().item()


def test_a_perfect_mask_head_would_give_nearly_perfect_masks():
    """What 28 × 28 cells and the pasting cost by themselves, and what torchvision's pasting would cost."""
    ours, theirs = [], []
    for seed in range(9000, 9010):
        masks, boxes, small = truths_of_28(seed)
        ours.append(mean_iou(paste(small, boxes, (256, 256), (128, 128))[:, 0] >= 0.5, masks))
        pasted = detection.roi_heads.paste_masks_in_image(small, boxes / 2, (128, 128))
        theirs.append(mean_iou(pasted[:, 0] >= 0.5, masks))
    assert min(ours) > 0.98
    assert np.mean(theirs) < 0.90


def test_pasting_keeps_to_the_box():
    boxes = torch.tensor([[20.0, 40, 60, 200]])
    pasted = paste(torch.ones(1, 1, 28, 28), boxes, (256, 256), (128, 128))[0, 0]
    rows, columns = (pasted >= 0.5).nonzero().T
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (20, 99, 10, 29)
    assert pasted[:19].max() == pasted[102:].max() == pasted[:, :9].max() == pasted[:, 32:].max() == 0
