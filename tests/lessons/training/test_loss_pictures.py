"""The pictures show the gradient: by the formula, by nudging logits, and with what the lesson says about it."""

from functools import partial

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from lessons.models import model
from lessons.models.device import as_input
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.training.loss_pictures import gradient_picture, pull_shares
from lessons.training.losses import LOSSES, class_weights, cross_entropy, dice, focal, pixel_counts

every_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)


@pytest.fixture
def street() -> Tensor:
    """The truth of a street: int64 (1, 64, 64), with a band of ignored pixels."""
    truth = torch.from_numpy(street_scene(3, 64).mask)[None].long()
    truth[0, 30:34, :5] = 255
    return truth


@pytest.fixture
def logits() -> Tensor:
    """Those of a network that has learned nothing yet, for the picture of that street."""
    network = model("tiny_unet").build(len(CLASS_NAMES), seed=1).eval()
    with torch.inference_mode():
        return 5 * network(as_input(street_scene(3, 64).image[None]))


def test_cross_entropy_pulls_by_what_is_missing(logits: Tensor, street: Tensor):
    """Its gradient is w·(p − truth) / Σ w, and the sum of the absolute values 2·w·(1 − p of the true class) / Σ w."""
    weights = class_weights(pixel_counts(street, 8), "sqrt")
    picture = gradient_picture(partial(cross_entropy, weights=weights), logits, street)
    counted = street != 255
    classes = street.where(counted, 0)
    weight = weights[classes] * counted
    missing = logits.softmax(dim=1) - functional.one_hot(classes, 8).movedim(-1, 1)
    torch.testing.assert_close(picture.gradient, missing * weight[:, None] / weight.sum())
    p_true = logits.softmax(dim=1).gather(1, classes[:, None])[:, 0]
    torch.testing.assert_close(picture.strength, 2 * weight * (1 - p_true) / weight.sum())
    assert (picture.of_class(2)[street == 2] < 0).all() and (
        picture.of_class(2)[counted & (street != 2)] > 0
    ).all()


@every_loss
def test_the_picture_is_what_nudges_find(loss, logits: Tensor, street: Tensor):
    logits = logits.clone().double()
    picture = gradient_picture(loss, logits, street)
    assert picture.loss == loss(logits, street).item()
    for class_id, row, column in [(0, 5, 9), (1, 60, 30), (5, 33, 40), (3, 32, 2)]:
        higher, lower = logits.clone(), logits.clone()
        higher[0, class_id, row, column] += 1e-4
        lower[0, class_id, row, column] -= 1e-4
        slope = (loss(higher, street) - loss(lower, street)).item() / 2e-4
        assert picture.of_class(class_id)[0, row, column].item() == pytest.approx(slope, rel=1e-3, abs=1e-10)


@every_loss
def test_shapes_and_ignored_pixels(loss, logits: Tensor, street: Tensor):
    two, truth = logits.repeat(2, 1, 1, 1), street.repeat(2, 1, 1)
    picture = gradient_picture(loss, two, truth)
    assert picture.gradient.shape == (2, 8, 64, 64)
    assert picture.strength.shape == picture.of_class(0).shape == (2, 64, 64)
    assert not picture.strength[truth == 255].any() and picture.strength[truth != 255].all()
    torch.testing.assert_close(picture.strength, sum(picture.of_class(each).abs() for each in range(8)))


def test_a_picture_leaves_no_trace():
    network = model("tiny_unet").build(8, seed=1)
    image = as_input(street_scene(3, 64).image[None])
    logits, truth = network(image), torch.zeros(1, 64, 64, dtype=torch.int64)
    with torch.no_grad():
        picture = gradient_picture(dice, logits, truth)
    assert picture.gradient.any() and not picture.gradient.requires_grad
    assert logits.requires_grad and all(parameter.grad is None for parameter in network.parameters())
    cross_entropy(logits, truth).backward()  # The network's own pass is still there to go back through.
    assert all(parameter.grad is not None for parameter in network.parameters())


@every_loss
def test_a_step_against_the_gradient_lowers_the_loss(loss, logits: Tensor, street: Tensor):
    picture = gradient_picture(loss, logits, street)
    step = 0.1 * picture.gradient / picture.gradient.abs().max()
    assert loss(logits - step, street).item() < picture.loss


def test_before_it_knows_anything_cross_entropy_pulls_as_the_pixels_are(street: Tensor):
    """With logits of 0; inverse weights then give every class of the picture the same pull."""
    blank, counts = torch.zeros(1, 8, 64, 64), pixel_counts(street, 8)
    assert (counts > 0).sum() > 4
    plain = pull_shares(gradient_picture(cross_entropy, blank, street), street)
    assert plain == pytest.approx((counts / counts.sum()).tolist(), abs=1e-6)
    weights = class_weights(counts, "inverse")
    even = pull_shares(gradient_picture(partial(cross_entropy, weights=weights), blank, street), street)
    assert even == pytest.approx(((counts > 0) / (counts > 0).sum()).tolist(), abs=1e-6)


def test_the_rare_class_pulls_more_with_dice_and_with_focal():
    """A network that says background everywhere, at odds of 20 to 1; 16 pixels of 1,024 are not."""
    truth = torch.zeros(1, 32, 32, dtype=torch.int64)
    truth[0, :4, :4] = 1
    logits = torch.zeros(1, 2, 32, 32)
    logits[:, 0] = 3
    rare = {
        loss: pull_shares(gradient_picture(loss, logits, truth), truth)[1]
        for loss in (cross_entropy, focal, dice)
    }
    assert 16 / 1024 < rare[cross_entropy] < 0.3 < rare[dice] < rare[focal]


def test_where_nothing_pulls_every_share_is_0():
    nothing = torch.full((1, 3, 3), 255)
    assert pull_shares(gradient_picture(dice, torch.randn(1, 4, 3, 3), nothing), nothing) == (0, 0, 0, 0)
