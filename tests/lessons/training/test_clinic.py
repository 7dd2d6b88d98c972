"""Each bug of the clinic has its symptom on real streets, and its cure is what torch and scikit-learn do."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from sklearn.metrics import jaccard_score
from torch import Tensor, nn
from torch.nn import functional

from lessons.metrics.confusion import confusion_matrix
from lessons.models.device import as_input
from lessons.models.unet import UNet
from lessons.models.weights import load
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.training import clinic
from lessons.training.lab.clinic_parts import as_file, outlines_ignored

CLASSES = len(CLASS_NAMES)
ROAD = CLASS_NAMES.index("road")
SCENES = [street_scene(seed) for seed in range(1000, 1008)]
IMAGES = np.stack([scene.image for scene in SCENES])
MASKS = np.stack([scene.mask for scene in SCENES])
LABELS = torch.from_numpy(MASKS.astype(np.int64))


@pytest.fixture(scope="module")
def unet() -> nn.Module:
    return load("unet")


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def accuracy(masks: Tensor) -> float:
    return float((masks == LABELS[: len(masks)]).float().mean())


def around(labels: Tensor, height: int, width: int) -> Tensor:
    """Which classes are within one old cell of each new cell's place: bool (batch, classes, height, width)."""
    one_hot = functional.one_hot(labels, CLASSES).permute(0, 3, 1, 2).float()
    near = functional.max_pool2d(one_hot, 3, stride=1, padding=1)
    return functional.interpolate(near, (height, width), mode="nearest-exact") > 0


@pytest.mark.parametrize("size", [96, 80])
def test_blended_labels_hold_classes_that_nobody_labelled(size: int):
    broken, right = (
        resize(LABELS, size, size) for resize in (clinic.resize_labels_broken, clinic.resize_labels)
    )
    near = around(LABELS, size, size)
    assert not near.gather(1, broken[:, None]).all()
    assert near.gather(1, right[:, None]).all()
    # A street without a class gets it from the blending, and never from copying.
    two = torch.where(LABELS == ROAD, ROAD, 0)
    assert clinic.resize_labels(two, size, size).unique().tolist() == [0, ROAD]
    assert clinic.resize_labels_broken(two, size, size).unique().tolist() == [0, 1, ROAD]
    rows = np.arange(size) * MASKS.shape[1] // size
    assert_allclose(right, MASKS[:, rows][:, :, rows])


def test_street_1003_has_the_persons_that_the_exercise_tells_of():
    labels, person, sign = LABELS[3:4], CLASS_NAMES.index("person"), CLASS_NAMES.index("sign")
    counts = [
        torch.bincount(resize(labels, 96, 96).flatten(), minlength=CLASSES)
        for resize in (clinic.resize_labels, clinic.resize_labels_broken)
    ]
    assert [int(count[person]) for count in counts] == [3, 34]
    assert [int(count[sign]) for count in counts] == [98, 57]


def test_a_white_target_rewards_every_pixel_for_being_the_object():
    stored = as_file(MASKS)
    broken, right = clinic.binary_target_broken(stored), clinic.binary_target(stored)
    assert set(broken.unique().tolist()) == {0.0, 255.0}
    assert_allclose(right, MASKS == ROAD)
    losses = [
        [
            functional.binary_cross_entropy_with_logits(torch.full_like(target, logit), target).item()
            for logit in (0, 10, 100)
        ]
        for target in (broken, right)
    ]
    assert losses[0][0] > 0 > losses[0][1] > losses[0][2]
    assert 0 < losses[1][0] < losses[1][1] < losses[1][2]


def test_clipped_labels_teach_the_last_class():
    labels = outlines_ignored(MASKS)
    assert 0.02 < float((labels == clinic.IGNORE_INDEX).float().mean()) < 0.3
    logits = torch.randn(len(labels), CLASSES, *labels.shape[1:], generator=torch.Generator().manual_seed(0))
    logits.requires_grad_()
    ignored = (labels == clinic.IGNORE_INDEX)[:, None].expand_as(logits)
    (gradient,) = torch.autograd.grad(clinic.ignoring_loss_broken(logits, labels), logits)
    assert (gradient[:, -1][labels == clinic.IGNORE_INDEX] < 0).all()
    (gradient,) = torch.autograd.grad(clinic.ignoring_loss(logits, labels), logits)
    assert not gradient[ignored].any() and gradient[~ignored].any()
    kept = labels != clinic.IGNORE_INDEX
    wanted = functional.cross_entropy(logits.permute(0, 2, 3, 1)[kept], labels[kept])
    assert clinic.ignoring_loss(logits, labels).item() == pytest.approx(wanted.item(), rel=1e-5)
    assert math.isnan(clinic.ignoring_loss(logits, torch.full_like(labels, clinic.IGNORE_INDEX)).item())
    with pytest.raises(IndexError, match="Target 255 is out of bounds"):
        functional.cross_entropy(logits, labels)


def test_a_second_softmax_leaves_a_floor_and_small_gradients():
    sure = 30.0 * functional.one_hot(LABELS, CLASSES).permute(0, 3, 1, 2).float()
    assert clinic.loss_broken(sure, LABELS).item() == pytest.approx(
        math.log(math.e + CLASSES - 1) - 1, abs=1e-5
    )
    assert clinic.loss(sure, LABELS).item() == pytest.approx(0, abs=1e-6)
    logits = torch.zeros_like(sure).requires_grad_()
    steps = [
        torch.autograd.grad(loss(logits, LABELS), logits)[0].norm().item()
        for loss in (clinic.loss_broken, clinic.loss)
    ]
    assert steps[0] == pytest.approx(steps[1] / CLASSES, rel=1e-4)


def test_argmax_over_the_pictures_has_the_right_shape_and_is_wrong(unet: nn.Module):
    logits = clinic.predicted(unet, as_input(IMAGES))
    broken, right = clinic.masks_broken(logits), clinic.masks(logits)
    assert broken.shape == right.shape == LABELS.shape
    assert broken.min() >= 0 and broken.max() < CLASSES
    assert accuracy(broken) < 0.3 < 0.95 < accuracy(right)
    assert torch.equal(clinic.masks(logits[:1]), right[:1])
    assert not clinic.masks_broken(logits[:1]).any()


def test_other_colours_than_those_it_learned_cost_the_network_its_score(unet: nn.Module):
    image = as_input(IMAGES)
    mean, std = image.mean(dim=(0, 2, 3)), image.std(dim=(0, 2, 3))
    right, broken = clinic.normalised(image, mean, std), clinic.normalised_broken(image, mean, std)
    for channel in range(3):
        assert right[:, channel].mean().item() == pytest.approx(0, abs=1e-4)
        assert right[:, channel].std().item() == pytest.approx(1, abs=1e-4)
        assert broken[:, channel].mean().item() > 0.4 and broken[:, channel].std().item() < 0.6

    def score(prepared: Tensor) -> float:
        return accuracy(
            clinic.masks(clinic.predicted(unet, prepared * std[:, None, None] + mean[:, None, None]))
        )

    assert score(right) > 0.95 > 0.9 > score(broken)
    read = np.ascontiguousarray(IMAGES[..., ::-1])
    assert (clinic.read_by_opencv(read) == IMAGES).all()
    colours = [
        score(clinic.normalised(as_input(way(read)), mean, std))
        for way in (clinic.read_by_opencv_broken, clinic.read_by_opencv)
    ]
    assert colours[0] < colours[1] - 0.03


def test_an_absent_class_costs_a_perfect_mask_an_eighth():
    scene = street_scene(1071)
    assert len(np.unique(scene.mask)) == CLASSES - 1
    perfect = confusion_matrix(scene.mask, scene.mask, CLASSES)
    assert clinic.mean_iou_broken(perfect) == pytest.approx(7 / 8)
    assert clinic.mean_iou(perfect) == 1
    assert math.isnan(clinic.mean_iou(np.zeros((CLASSES, CLASSES), np.int64)))


def test_mean_iou_is_scikit_learns_over_the_classes_present(unet: nn.Module):
    nothing: Any = 0  # scikit-learn's stubs know only its default
    for seed in (1071, 1000, 1154):
        scene = street_scene(seed)
        mask = clinic.masks(clinic.predicted(unet, as_input(scene.image[None])))[0].numpy()
        confusion = confusion_matrix(mask, scene.mask, CLASSES)
        pair = scene.mask.ravel(), mask.ravel()
        assert clinic.mean_iou(confusion) == pytest.approx(jaccard_score(*pair, average="macro"))
        with_zeros = jaccard_score(*pair, labels=range(CLASSES), average="macro", zero_division=nothing)
        assert clinic.mean_iou_broken(confusion) == pytest.approx(with_zeros)


def test_in_training_mode_a_mask_depends_on_its_neighbours_and_the_network_changes():
    network = load("unet")
    assert isinstance(network, UNet)
    image = as_input(IMAGES[:4])
    image[1:] *= 0.15
    norm = next(module for module in network.modules() if isinstance(module, nn.BatchNorm2d))
    assert norm.running_mean is not None
    before = norm.running_mean.clone()
    alone, together = clinic.predicted(network, image[:1]), clinic.predicted(network, image)[:1]
    assert torch.equal(clinic.masks(alone), clinic.masks(together))
    assert torch.equal(norm.running_mean, before)

    alone, together = clinic.predicted_broken(network, image[:1]), clinic.predicted_broken(network, image)[:1]
    assert (clinic.masks(alone) != clinic.masks(together)).float().mean() > 0.01
    assert not torch.equal(norm.running_mean, before)
    assert not clinic.predicted(network, image).requires_grad and not network.training
