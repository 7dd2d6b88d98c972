"""A picture is looked at once, and each prompt gets three candidates that fit it."""

import numpy as np
import pytest
import torch

from lessons.models import PROMPT_MODELS, model
from lessons.models.sam import SAM
from lessons.models.weights import available, load
from lessons.prompting.prompts import Box, Click, PromptError, Prompts
from lessons.prompting.segmenter import LARGEST, SMALLEST, answer, decode, embed
from lessons.scenes import street_scene


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def network() -> SAM:
    return model("sam").build(3, seed=0).eval()  # type: ignore[return-value]


@pytest.fixture(scope="module")
def trained() -> SAM:
    if "sam" not in available(models=PROMPT_MODELS):
        pytest.skip("sam has no weights yet: python -m lessons.models train sam")
    return load("sam")  # type: ignore[return-value]


def picture(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(4).integers(0, 256, (height, width, 3)).astype(np.uint8)


@pytest.mark.parametrize("size", [(128, 128), (61, 95), (SMALLEST, SMALLEST)])
def test_an_answer_is_as_large_as_the_picture_and_tells_its_best(network: SAM, size: tuple[int, int]):
    embedding = embed(network, picture(*size))
    candidates = answer(network, embedding, Prompts((Click(3, 4),), Box(1, 2, 9, 12)))
    assert candidates.logits.shape == candidates.masks.shape == (3, *size)
    assert (
        candidates.logits.dtype == candidates.predicted_iou.dtype == candidates.attention.dtype == np.float32
    )
    assert ((candidates.logits > 0) == candidates.masks).all()
    assert candidates.best == candidates.predicted_iou.argmax() and candidates.predicted_iou.shape == (3,)
    assert candidates.attention.sum() == pytest.approx(1, abs=1e-4) and candidates.attention.ndim == 2
    again = answer(network, embed(network, picture(*size)), Prompts((Click(3, 4),), Box(1, 2, 9, 12)))
    assert (again.logits == candidates.logits).all()


def test_many_prompts_at_once_answer_as_one_by_one(network: SAM):
    embedding = embed(network, picture(64, 48))
    prompts = [Prompts((Click(5, 5),)), Prompts((Click(9, 40, positive=False),), Box(0, 0, 64, 48))]
    previous = np.stack([np.full((64, 48), -3, np.float32), np.full((64, 48), 3, np.float32)])
    logits, iou, attention = decode(network, embedding, prompts, previous)
    for place, each in enumerate(prompts):
        alone = answer(network, embedding, each, previous[place])
        np.testing.assert_allclose(logits[place], alone.logits, atol=1e-4)
        np.testing.assert_allclose(iou[place], alone.predicted_iou, atol=1e-5)
        np.testing.assert_allclose(attention[place, alone.best], alone.attention, atol=1e-5)


@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        (np.zeros((40, 40), np.uint8), r"The picture is uint8 \(40, 40\); give uint8 \(height, width, 3\)\."),
        (np.zeros((40, 40, 3)), r"The picture is float64 \(40, 40, 3\); give uint8"),
        (np.zeros((40, 15, 3), np.uint8), "has 40 × 15 pixels; give 16 to 512 on each side"),
        (np.zeros((LARGEST + 1, 40, 3), np.uint8), "has 513 × 40 pixels; give 16 to 512 on each side"),
    ],
)
def test_other_pictures_are_refused(network: SAM, image: np.ndarray, sentence: str):
    with pytest.raises(ValueError, match=sentence):
        embed(network, image)


def test_other_prompts_are_refused(network: SAM):
    embedding = embed(network, picture(32, 48))
    with pytest.raises(PromptError, match="outside the picture of 32 × 48 pixels"):
        answer(network, embedding, Prompts((Click(40, 40),)))
    with pytest.raises(ValueError, match=r"previous logits are \(48, 32\); the picture is \(32, 48\)"):
        answer(network, embedding, Prompts((Click(4, 4),)), np.zeros((48, 32), np.float32))


def clicks_of(ids: np.ndarray, number: int) -> tuple[Click, ...]:
    rows, columns = np.nonzero(ids == number)
    middle = np.argmin((rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2)
    return (Click(int(rows[middle]), int(columns[middle])),)


def iou(one: np.ndarray, other: np.ndarray) -> float:
    return (one & other).sum() / (one | other).sum()


def largest_things(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    scene = street_scene(seed)
    pixels = np.bincount(scene.instance_ids.ravel())[1:]
    return scene.image, scene.instance_ids, 1 + np.argsort(-pixels)[:2]


def test_the_mask_follows_the_click(trained: SAM):
    """A click on one thing gives that one and not the other: over scenes the training never saw."""
    right = asked = 0
    for seed in range(300, 310):
        image, ids, (first, second) = largest_things(seed)
        embedding = embed(trained, image)
        for wanted, other in ((first, second), (second, first)):
            candidates = answer(trained, embedding, Prompts(clicks_of(ids, wanted)))
            mask = candidates.masks[candidates.best]
            asked += 1
            right += iou(mask, ids == wanted) > iou(mask, ids == other)
    assert right >= 0.9 * asked


def test_clicks_are_respected(trained: SAM):
    """What was clicked inside is in the mask, and what was clicked outside is not, nearly always."""
    inside = outside = 0
    for seed in range(300, 310):
        image, ids, (first, second) = largest_things(seed)
        embedding = embed(trained, image)
        (yes,), (no,) = clicks_of(ids, first), clicks_of(ids, second)
        no = Click(no.row, no.column, positive=False)
        before = answer(trained, embedding, Prompts((yes,)))
        candidates = answer(trained, embedding, Prompts((yes, no)), before.logits[before.best])
        inside += candidates.masks[candidates.best, yes.row, yes.column]
        outside += not candidates.masks[candidates.best, no.row, no.column]
    assert inside >= 9 and outside >= 9
