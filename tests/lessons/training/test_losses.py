"""The losses are those of torch, torchvision, MONAI and segmentation_models_pytorch; their gradients are right;
and they hold where those of others break: at ignored pixels, absent classes and extreme logits."""

import ast
import pickle
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
import segmentation_models_pytorch.losses as smp
import torch
from hypothesis import assume, given, settings
from hypothesis.extra.numpy import arrays
from monai.losses.dice import DiceLoss
from monai.losses.focal_loss import FocalLoss
from monai.losses.tversky import TverskyLoss
from sklearn.metrics import f1_score, jaccard_score
from sklearn.utils.class_weight import compute_class_weight
from torch import Tensor
from torch.nn import functional
from torchvision.ops import sigmoid_focal_loss

from lessons.models import model
from lessons.models.fitting.recipes import Recipe
from lessons.models.fitting.tasks import SemanticTask, task_of
from lessons.models.pictures import Pictures, scene_pictures
from lessons.training import labelled_pixels, loss_pictures, losses
from lessons.training.losses import (
    LOSSES,
    Loss,
    ce_dice,
    class_weights,
    cross_entropy,
    dice,
    focal,
    lovasz_softmax,
    pixel_counts,
    tversky,
)

Batch = tuple[Tensor, Tensor, Tensor]
"""Logits, truth and class weights."""

OVERLAP_LOSSES = {
    "dice": dice,
    "dice_per_image": partial(dice, per_image=True),
    "dice_smooth": partial(dice, smooth=1.0),
    "tversky": tversky,
    "lovasz_softmax": lovasz_softmax,
}
EVERY_LOSS: dict[str, Callable[..., Tensor]] = {
    **{loss.name: loss for loss in LOSSES},
    "focal_0": partial(focal, gamma=0.0),
    "focal_half": partial(focal, gamma=0.5),
    "dice_smooth": lambda logits, truth, _: dice(logits, truth, smooth=1.0),
    "dice_per_image": lambda logits, truth, _: dice(logits, truth, per_image=True),
    "tversky_other": lambda logits, truth, _: tversky(logits, truth, alpha=0.9, beta=0.2, smooth=0.5),
}
FORM: dict[str, Any] = {"to_onehot_y": True, "reduction": "none", "ignore_index": 255}

several = settings(max_examples=25)  # Each of these tests runs once for every loss.
every_loss = pytest.mark.parametrize("loss", EVERY_LOSS.values(), ids=EVERY_LOSS.keys())
overlap_losses = pytest.mark.parametrize("loss", OVERLAP_LOSSES.values(), ids=OVERLAP_LOSSES.keys())


def random_batch(seed: int, classes: int, height: int, width: int, ignored: float, spread: float) -> Batch:
    chance = torch.Generator().manual_seed(seed)
    logits = spread * torch.randn(3, classes, height, width, generator=chance, dtype=torch.float64)
    # Class k is drawn with a weight of 1 / (k + 1)²: in small pictures some classes are absent.
    rarity = (1 / torch.arange(1, classes + 1, dtype=torch.float64) ** 2).expand(3 * height, classes)
    truth = torch.multinomial(rarity, width, replacement=True, generator=chance).view(3, height, width)
    truth[torch.rand(truth.shape, generator=chance) < ignored] = 255
    return logits, truth, 0.1 + torch.rand(classes, generator=chance, dtype=torch.float64)


@st.composite
def batches(draw: st.DrawFn, ignored: bool = True, labelled: bool = True) -> Batch:
    """Three pictures of 1 to 8 pixels a side, with 2 to 6 classes; with `labelled`, some pixel has a label."""
    logits, truth, weights = random_batch(
        draw(st.integers(0, 2**31)),
        draw(st.integers(2, 6)),
        draw(st.integers(1, 8)),
        draw(st.integers(1, 8)),
        draw(st.sampled_from([0.0, 0.3, 0.9])) if ignored else 0.0,
        draw(st.sampled_from([0.1, 2.0, 10.0])),
    )
    if labelled and (truth == 255).all():
        truth[0, 0, 0] = 0
    return logits, truth, weights


def gradient(loss: Callable[..., Tensor], logits: Tensor, *rest: Tensor) -> Tensor:
    logits = logits.detach().clone().requires_grad_()
    return torch.autograd.grad(loss(logits, *rest), logits)[0]


def close(ours: Tensor, theirs: Tensor) -> None:
    torch.testing.assert_close(ours.double(), theirs.double(), rtol=1e-6, atol=1e-6)


def close_with_gradient(
    ours: Callable[..., Tensor], theirs: Callable[..., Tensor], *arguments: Tensor
) -> None:
    close(ours(*arguments), theirs(*arguments))
    close(gradient(ours, *arguments), gradient(theirs, *arguments))


def present(truth: Tensor, classes: int, per_image: bool = False) -> Tensor:
    """Which classes are in the truth: bool (classes,), or (batch, classes)."""
    one_hot = truth[..., None] == torch.arange(classes)
    return one_hot.any(dim=2).any(dim=1) if per_image else one_hot.flatten(0, 2).any(dim=0)


# The same as the libraries.


@given(batches())
def test_cross_entropy_is_torchs(batch: Batch):
    theirs = partial(functional.cross_entropy, ignore_index=255)
    close_with_gradient(cross_entropy, theirs, *batch)
    close_with_gradient(cross_entropy, theirs, *batch[:2])
    single = tuple(part.float() if part.is_floating_point() else part for part in batch)
    close_with_gradient(cross_entropy, theirs, *single)


@given(batches(), st.sampled_from([0.0, 0.5, 1.0, 2.0, 5.0]))
def test_focal_is_monais(batch: Batch, gamma: float):
    """MONAI gives a value for each pixel and class and leaves out those ignored; the mean is ours to take."""
    logits, truth, weights = batch
    logits = logits.float()
    for weight in (None, weights.float()):
        each = torch.ones(logits.shape[1]) if weight is None else weight
        total = each[truth[truth != 255]].sum()
        as_weight = FocalLoss(gamma=gamma, weight=weight, use_softmax=True, **FORM)
        close(focal(logits, truth, weight, gamma), as_weight(logits, truth[:, None]).sum() / total)
        as_alpha = FocalLoss(gamma=gamma, alpha=each.tolist(), use_softmax=True, **FORM)
        close(focal(logits, truth, weight, gamma), as_alpha(logits, truth[:, None]).sum() / total)


@given(arrays(np.float64, (2, 1, 3, 4), elements=st.floats(-15, 15)), st.integers(0, 2**24 - 1))
def test_focal_of_two_classes_is_the_one_of_detection(scores: np.ndarray, truth_bits: int):
    """A softmax over (0, x) is a sigmoid of x."""
    score = torch.from_numpy(scores)
    logits = torch.cat([torch.zeros_like(score), score], dim=1)
    truth = torch.tensor([truth_bits >> bit & 1 for bit in range(24)]).view(2, 3, 4)
    weights = torch.tensor([0.75, 0.25], dtype=torch.float64)
    theirs = sigmoid_focal_loss(score[:, 0], truth.double(), alpha=0.25, gamma=2.0, reduction="sum")
    close(focal(logits, truth, weights) * weights[truth].sum(), theirs)
    truth[0, 0] = 255
    close(focal(logits, truth), smp.FocalLoss("binary", ignore_index=255)(score[:, 0], truth.double()))


@given(batches(), st.sampled_from([0.0, 1e-5, 1.0]), st.booleans())
def test_dice_is_monais(batch: Batch, smooth: float, per_image: bool):
    logits, truth, _ = batch
    theirs = DiceLoss(batch=not per_image, smooth_nr=smooth, smooth_dr=smooth, softmax=True, **FORM)
    there = present(truth, logits.shape[1], per_image)

    def mean_of_present(logits: Tensor, truth: Tensor) -> Tensor:
        return theirs(logits, truth[:, None]).flatten()[there.flatten()].mean()

    ours = partial(dice, smooth=smooth, per_image=per_image)
    close(ours(logits, truth), mean_of_present(logits, truth))
    # An image without a label is 0 / 0 in theirs, left out of the mean but NaN in the gradient.
    if smooth > 0 or (truth != 255).flatten(1).any(dim=1).all():
        close(gradient(ours, logits, truth), gradient(mean_of_present, logits, truth))


@given(batches(), st.sampled_from([0.0, 1.0]))
def test_dice_and_tversky_are_those_of_segmentation_models(batch: Batch, smooth: float):
    """There an absent class costs nothing but counts in the mean. It halves Dice, and the smoothing with it."""
    logits, truth, _ = batch
    share = present(truth, logits.shape[1]).double().mean()

    def rescaled(theirs: Callable[..., Tensor]) -> Callable[..., Tensor]:
        return lambda logits, truth: theirs(logits, truth) / share

    theirs = smp.DiceLoss("multiclass", smooth=smooth / 2, ignore_index=255)
    close(dice(logits, truth, smooth), rescaled(theirs)(logits, truth))
    theirs = smp.TverskyLoss("multiclass", smooth=smooth, ignore_index=255, alpha=0.2, beta=0.9)
    close(tversky(logits, truth, 0.2, 0.9, smooth), rescaled(theirs)(logits, truth))


@given(batches(), st.sampled_from([0.0, 1.0]), st.floats(0.1, 2), st.floats(0.1, 2))
def test_tversky_is_monais(batch: Batch, smooth: float, alpha: float, beta: float):
    logits, truth, _ = batch
    there = present(truth, logits.shape[1])
    theirs = TverskyLoss(
        alpha=alpha, beta=beta, batch=True, smooth_nr=smooth, smooth_dr=smooth, softmax=True, **FORM
    )

    def mean_of_present(logits: Tensor, truth: Tensor) -> Tensor:
        return theirs(logits, truth[:, None])[there].mean()

    close_with_gradient(
        partial(tversky, alpha=alpha, beta=beta, smooth=smooth), mean_of_present, logits, truth
    )


@given(batches())
def test_lovasz_softmax_is_that_of_segmentation_models(batch: Batch):
    """Theirs, the authors' own, is for single precision."""
    theirs = smp.LovaszLoss("multiclass", ignore_index=255)
    close_with_gradient(lovasz_softmax, theirs, batch[0].float(), batch[1])


@given(batches())
def test_ce_dice_is_the_sum_of_torchs_and_monais(batch: Batch):
    logits, truth, weights = batch
    there = present(truth, logits.shape[1])
    theirs = DiceLoss(batch=True, smooth_nr=0.0, smooth_dr=0.0, softmax=True, **FORM)(
        logits, truth[:, None]
    ).flatten()
    cross = functional.cross_entropy(logits, truth, weights, ignore_index=255)
    close(ce_dice(logits, truth, weights), cross + theirs[there].mean())


@given(st.integers(0, 2**31), st.integers(2, 8))
def test_the_shipped_networks_learn_by_the_same_loss(seed: int, classes: int):
    logits, truth, weights = random_batch(seed, classes, 8, 8, 0.1, 2.0)
    weights, masks = weights.float(), truth.numpy().astype(np.uint8)
    task = SemanticTask(tuple("abcdefgh"[:classes]), weights)
    batch = Pictures(np.zeros((*masks.shape, 3), np.uint8), masks, masks)
    close_with_gradient(
        partial(ce_dice, truth=truth, weights=weights),
        lambda logits: task.loss(lambda image: logits, batch, torch.device("cpu")),
        logits.float(),
    )


@given(batches())
def test_sure_predictions_score_as_masks_do(batch: Batch):
    """Where every probability is 0 or 1, Dice is the F1 score of the pixels and Lovász the Jaccard index."""
    logits, truth, _ = batch
    mask = logits.argmax(dim=1)
    sure = 1e4 * functional.one_hot(mask, logits.shape[1]).movedim(-1, 1).double()
    counted = truth != 255
    pixels = {
        "y_true": truth[counted].numpy(),
        "y_pred": mask[counted].numpy(),
        "labels": present(truth, logits.shape[1]).nonzero()[:, 0].tolist(),
        "average": "macro",
    }
    assert dice(sure, truth).item() == pytest.approx(1 - f1_score(**pixels), abs=1e-9)
    assert lovasz_softmax(sure, truth).item() == pytest.approx(1 - jaccard_score(**pixels), abs=1e-9)


# One is a case of the other.


@given(batches())
def test_the_families_meet(batch: Batch):
    logits, truth, weights = batch
    close_with_gradient(partial(focal, gamma=0.0), cross_entropy, logits, truth, weights)
    close_with_gradient(
        partial(tversky, alpha=0.5, beta=0.5, smooth=0.5), partial(dice, smooth=1.0), logits, truth
    )
    one = slice(0, 1)
    if (truth[one] != 255).any():
        close(dice(logits[one], truth[one], per_image=True), dice(logits[one], truth[one]))


# Gradients.


@every_loss
@pytest.mark.parametrize("seed", range(4))
def test_the_gradient_is_the_derivative(loss: Callable[..., Tensor], seed: int):
    """With ignored pixels, and with classes that are absent: class 3 everywhere, class 2 in one picture."""
    logits, truth, weights = random_batch(seed, 4, 3, 4, 0.2, 1.5)
    truth[truth == 3] = 0
    truth[1][truth[1] == 2] = 1
    truth[0, 0] = torch.tensor([0, 1, 2, 255])
    assert torch.autograd.gradcheck(lambda logits: loss(logits, truth, weights), logits.requires_grad_())


@every_loss
@several
@given(batches(labelled=False))
def test_a_shift_of_all_logits_of_a_pixel_changes_nothing(loss: Callable[..., Tensor], batch: Batch):
    logits, truth, weights = batch
    assert gradient(loss, logits, truth, weights).sum(dim=1).abs().max() < 1e-12
    close(loss(logits + 3, truth, weights), loss(logits, truth, weights))


# What must hold for any loss.


@every_loss
@several
@given(batches())
def test_a_sure_and_right_prediction_costs_nothing(loss: Callable[..., Tensor], batch: Batch):
    logits, truth, weights = batch
    right = 1e4 * functional.one_hot(truth.where(truth != 255, 0), logits.shape[1]).movedim(-1, 1).double()
    assert loss(right, truth, weights).item() == pytest.approx(0, abs=1e-12)
    assert loss(0 * logits, truth, weights).item() > 0.01


@overlap_losses
@several
@given(batches())
def test_losses_of_overlap_go_from_0_to_1(loss: Callable[..., Tensor], batch: Batch):
    logits, truth, _ = batch
    assert -1e-12 < loss(logits, truth).item() < 1 + 1e-12


@pytest.mark.parametrize("loss", [dice, tversky, lovasz_softmax])
def test_losses_of_overlap_are_1_where_nothing_is_right(loss: Callable[..., Tensor]):
    truth = torch.tensor([[[0, 0, 1, 1]]])
    wrong = 1e4 * functional.one_hot(1 - truth, 2).movedim(-1, 1).float()
    assert loss(wrong, truth).item() == 1


@every_loss
@several
@given(batches(labelled=False), st.randoms(use_true_random=False))
def test_the_order_of_classes_and_pixels_means_nothing(loss: Callable[..., Tensor], batch: Batch, chance):
    logits, truth, weights = batch
    order = list(range(logits.shape[1]))
    chance.shuffle(order)
    renamed = torch.cat([torch.tensor(order).argsort(), torch.full((256 - len(order),), 255)])[truth]
    moved = (logits[:, order].flip(2, 3), renamed.flip(1, 2), weights[order])
    close(loss(*moved), loss(logits, truth, weights))
    close(gradient(loss, *moved), gradient(loss, logits, truth, weights)[:, order].flip(2, 3))


@every_loss
@several
@given(batches(labelled=False), st.integers(1, 4))
def test_ignored_pixels_count_for_nothing(loss: Callable[..., Tensor], batch: Batch, columns: int):
    """A margin of them is as if it were not there, whatever is predicted in it."""
    logits, truth, weights = batch
    margin = 50 * torch.ones_like(logits[..., :1]).expand(-1, -1, -1, columns) * logits.sign()[..., :1]
    wide, wide_truth = torch.cat([logits, margin], dim=3), functional.pad(truth, (0, columns), value=255)
    close(loss(wide, wide_truth, weights), loss(logits, truth, weights))
    slopes = gradient(loss, wide, wide_truth, weights)
    close(slopes[..., :-columns], gradient(loss, logits, truth, weights))
    assert not slopes.movedim(1, -1)[wide_truth == 255].any()


@every_loss
def test_with_every_pixel_ignored_there_is_no_loss_and_no_gradient(loss: Callable[..., Tensor]):
    logits, truth = torch.randn(2, 3, 4, 5), torch.full((2, 4, 5), 255)
    assert loss(logits, truth, torch.ones(3)).item() == 0
    assert torch.equal(gradient(loss, logits, truth, torch.ones(3)), torch.zeros(2, 3, 4, 5))


@every_loss
@pytest.mark.parametrize("size", [1e2, 1e4, 1e30])
def test_extreme_logits_keep_all_finite(loss: Callable[..., Tensor], size: float):
    """Pixels that are right, wrong and undecided, with a softmax of exactly 0 or 1; class 2 is absent."""
    logits = (
        size * torch.tensor([[1.0, -1, 0], [-1, 1, 0], [1, 1, 0], [-1, 1, 1], [-1, -1, -1]]).T[None, :, None]
    )
    truth = torch.tensor([[[0, 0, 1, 1, 255]]])
    assert loss(logits, truth, torch.ones(3)).isfinite()
    assert gradient(loss, logits, truth, torch.ones(3)).isfinite().all()


def test_a_sure_and_wrong_pixel_still_pulls_on_cross_entropy_but_not_on_dice():
    """Why the logarithm is taken inside the softmax, and why Dice is often paired with cross-entropy."""
    logits, truth = torch.tensor([[200.0, 0.0]])[..., None, None], torch.tensor([[[1]]])
    assert cross_entropy(logits, truth).item() == pytest.approx(200)
    assert gradient(cross_entropy, logits, truth).flatten().tolist() == [1, -1]
    assert gradient(dice, logits, truth).abs().max() == 0


# Absent classes, images and smoothing.


@given(batches(ignored=False))
def test_an_absent_class_would_add_a_constant_and_no_gradient(batch: Batch):
    """What MONAI gives without smoothing when all classes count in the mean, the absent ones with a loss of 1."""
    logits, truth, _ = batch
    share = present(truth, logits.shape[1]).double().mean()
    theirs = DiceLoss(batch=True, smooth_nr=0.0, smooth_dr=0.0, softmax=True, to_onehot_y=True)
    close(theirs(logits, truth[:, None]), share * dice(logits, truth) + (1 - share))
    close(gradient(theirs, logits, truth[:, None]), share * gradient(dice, logits, truth))


@overlap_losses
def test_predicting_an_absent_class_is_not_free(loss: Callable[..., Tensor]):
    logits, truth, _ = random_batch(1, 4, 6, 6, 0.0, 1.0)
    truth[truth == 3] = 0
    more = logits.clone()
    more[:, 3] += 1
    assert loss(more, truth) > loss(logits, truth) + 0.01


def test_per_image_a_small_region_counts_like_a_large_one():
    """A square of 16 pixels in one picture and one of 400 in the other; the small one is missed."""
    truth = torch.zeros(2, 32, 32, dtype=torch.int64)
    truth[0, :4, :4] = truth[1, :20, :20] = 1
    found = truth.clone()
    found[0] = 0
    logits = 100 * functional.one_hot(found, 2).movedim(-1, 1).float()
    whole, each = dice(logits, truth), dice(logits, truth, per_image=True)
    background = 2 * 1008 / (1024 + 1008)
    assert each.item() == pytest.approx((1 + 1 - background) / 4)
    assert whole.item() < 0.05 < 0.25 < each.item()


def test_smoothing_lifts_the_score_of_a_missed_small_region():
    truth = torch.zeros(1, 8, 8, dtype=torch.int64)
    truth[0, 0, :3] = 1
    logits = 100 * functional.one_hot(torch.zeros_like(truth), 2).movedim(-1, 1).float()
    background = (2 * 61 + 1) / (64 + 61 + 1)
    assert dice(logits, truth, smooth=1.0).item() == pytest.approx(1 - (background + 1 / (3 + 1)) / 2)


# Class weights.


@pytest.mark.parametrize(("kind", "balance"), [("none", 0.0), ("sqrt", 0.5), ("inverse", 1.0)])
def test_class_weights_are_those_the_shipped_networks_learn_with(kind, balance: float):
    pictures = scene_pictures(range(1_000_000, 1_000_004))
    counts = pixel_counts(torch.from_numpy(pictures.masks.astype(np.int64)), 8)
    assert counts.sum() == pictures.masks.size
    weights = class_weights(counts, kind)
    assert weights.dtype == torch.float32
    task = task_of(model("unet"), Recipe(steps=1, balance=balance), pictures)
    assert isinstance(task, SemanticTask)
    close(weights, task.weights)
    shares = counts.numpy() / counts.sum().item()
    expected = shares**-balance
    np.testing.assert_allclose(weights.numpy(), expected / (expected * shares).sum(), rtol=1e-6)


@given(st.lists(st.integers(10, 100_000), min_size=2, max_size=8))
def test_inverse_weights_are_scikit_learns_balanced_ones(counts: list[int]):
    """Both are relative; theirs are set to 1 on average over the pixels too."""
    truth = np.repeat(np.arange(len(counts)), np.array(counts) // 10)
    pixels = torch.from_numpy(np.bincount(truth))
    assume(pixels.min() / pixels.sum() >= 1e-4)  # Below that, ours are held back.
    theirs = torch.from_numpy(compute_class_weight("balanced", classes=np.unique(truth), y=truth))
    close(class_weights(pixels, "inverse"), theirs)
    root = class_weights(pixels, "sqrt").double()
    close(root / root[0], (theirs / theirs[0]).sqrt())


def test_a_class_without_pixels_gets_a_weight_within_bounds():
    weights = class_weights(torch.tensor([99, 1, 0]), "inverse")
    assert weights.tolist() == pytest.approx([1 / 0.99 / 3, 100 / 3, 1e4 / 3], rel=1e-3)
    assert class_weights(torch.tensor([99, 1, 0]), "none").tolist() == pytest.approx([1, 1, 1], rel=1e-3)


def test_ignored_pixels_are_not_counted():
    assert pixel_counts(torch.tensor([[0, 255, 2], [2, 255, 0]]), 4).tolist() == [2, 0, 2, 0]


def test_weights_of_0_leave_no_loss():
    logits, truth = torch.randn(1, 2, 3, 3), torch.zeros(1, 3, 3, dtype=torch.int64)
    for loss in (cross_entropy, focal):
        assert loss(logits, truth, torch.tensor([0.0, 1.0])).item() == 0


# The list, the errors, the length.


def test_the_choices_are_told_apart():
    assert len({loss.name for loss in LOSSES}) == len({loss.title for loss in LOSSES}) == len(LOSSES)
    for loss in LOSSES:
        assert loss.why[0].isupper() and loss.why.endswith(".") and loss.why.count(".") == 1
        assert pickle.loads(pickle.dumps(loss)) == loss  # Another process may train with it.


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
def test_a_choice_says_whether_class_weights_change_it(loss: Loss):
    logits, truth, weights = random_batch(0, 4, 6, 6, 0.1, 1.0)
    value = loss(logits, truth)
    assert value.shape == () and torch.equal(value, loss(logits, truth, None))
    assert torch.equal(value, loss(logits, truth, weights)) == (not loss.weighted)


@every_loss
def test_what_does_not_fit_is_refused_in_one_sentence(loss: Callable[..., Tensor]):
    logits, truth, weights = random_batch(0, 3, 4, 5, 0.0, 1.0)
    for wrong in (truth[:, 1:], truth[:2], truth[:, None], truth.to(torch.uint8)):
        with pytest.raises(ValueError, match=r"must be int64 of shape \(3, 4, 5\)"):
            loss(logits, wrong, weights)
    for stray in (3, 254, -1):
        truth[1, 2, 3] = stray
        with pytest.raises(ValueError, match="class ids from 0 to 2, or 255"):
            loss(logits, truth, weights)


def test_weights_of_nothing_or_of_an_unknown_kind_are_refused():
    with pytest.raises(ValueError, match="at least one pixel"):
        class_weights(torch.zeros(3, dtype=torch.int64), "inverse")
    with pytest.raises(ValueError, match="none, inverse, sqrt"):
        class_weights(torch.tensor([1, 2]), "cubic")  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("module", [losses, labelled_pixels, loss_pictures])
def test_every_function_is_short(module):
    """Fewer than 20 lines of code, not counting what the docstring says."""
    source = Path(module.__file__).read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    assert len(functions) > 2
    for node in functions:
        code = (ast.get_source_segment(source, node) or "").replace(
            ast.get_docstring(node, clean=False) or "", ""
        )
        assert 1 < len(code.splitlines()) < 20, node.name
