"""What the network for prompts learns from, how a person is simulated, what the loss is, and how it is scored."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import ndimage
from torch import Tensor
from torch.nn import functional

from lessons.models import model
from lessons.models.fitting import prompt_pictures, prompt_scoring
from lessons.models.fitting.fit import Place, fit, saved_state
from lessons.models.fitting.prompt_collages import collage, textures
from lessons.models.fitting.prompt_photographs import OUTLINES
from lessons.models.fitting.prompt_pictures import SIDES, Mixture, nuclei_window
from lessons.models.fitting.prompt_rounds import Conversation
from lessons.models.fitting.prompt_scoring import PromptScores, answers, row_of
from lessons.models.fitting.prompt_targets import (
    LEAST_REGION,
    LEAST_THING,
    box_of,
    jittered,
    middle,
    somewhere,
    targets_of,
)
from lessons.models.fitting.prompt_task import PromptTask, ious_of, prompt_loss, start_from
from lessons.models.fitting.recipes import RECIPES, Recipe
from lessons.models.fitting.resumable import ResumableTraining
from lessons.models.fitting.tasks import task_of
from lessons.models.pictures import Pictures, scene_pictures
from lessons.models.prompt_encoders import NEGATIVE, POSITIVE, TOP_LEFT, Embedding, Points
from lessons.models.sam import Masks
from lessons.models.weights import load, manifest
from lessons.scenes.nuclei import VARIABLE, Nuclei
from lessons.scenes.photographs import photographs

CPU = torch.device("cpu")
SHORT = Recipe(steps=2, pool=2, batch=1, rate=1e-3, memory=0.9)


@pytest.fixture(scope="module")
def scenes() -> Pictures:
    return scene_pictures(range(1_000_000, 1_000_003))


def disk(side: int, row: float, column: float, radius: float) -> np.ndarray:
    rows, columns = np.indices((side, side))
    return (rows - row) ** 2 + (columns - column) ** 2 <= radius**2


def test_targets_are_things_and_connected_regions(scenes: Pictures):
    stuff = frozenset({0, 1, 2, 3})
    for mask, ids in zip(scenes.masks, scenes.instance_ids, strict=True):
        targets = targets_of(mask, ids, stuff)
        pixels = np.bincount(ids.ravel())
        assert targets.things.sum() == (pixels[1:] >= LEAST_THING).sum() > 0
        for region, thing in zip(targets.masks, targets.things, strict=True):
            if thing:
                (number,) = np.unique(ids[region])
                assert number and region.sum() == pixels[number]
            else:
                assert region.sum() >= LEAST_REGION and np.unique(mask[region]).size == 1
                assert set(np.unique(mask[region])) <= stuff
                assert ndimage.label(region)[1] == 1  # type: ignore[index]
                grown = ndimage.binary_dilation(region) & (mask == mask[region][0])
                assert (grown == region).all()


def test_a_region_that_is_one_thing_is_no_second_target_and_the_whole_picture_is_none():
    mask, ids = np.zeros((2, 40, 40), np.uint8)
    mask[disk(40, 12, 12, 6)] = 5
    ids[disk(40, 12, 12, 6)] = 1
    targets = targets_of(mask, ids, frozenset(range(9)))
    assert len(targets) == 2 and targets.things.tolist() == [True, False]
    ids[12:, :][mask[12:, :] == 5] = 2
    assert targets_of(mask, ids, frozenset(range(9))).things.tolist() == [True, True, False, False]
    assert len(targets_of(np.zeros_like(mask), np.zeros_like(ids), frozenset({0}))) == 0


def test_the_middle_is_the_pixel_farthest_from_the_outside():
    region = disk(50, 20, 31, 9) | disk(50, 44, 4, 3)
    assert middle(region) == (20, 31)
    chance = np.random.default_rng(0)
    for _ in range(5):
        ragged = ndimage.gaussian_filter(chance.normal(size=(24, 24)), 2) > 0
        numbered, _ = ndimage.label(ragged)  # type: ignore[misc]
        largest = numbered == 1 + np.bincount(numbered.ravel())[1:].argmax()
        depth = np.asarray(ndimage.distance_transform_edt(np.pad(largest, 1)))
        row, column = middle(ragged)
        assert depth[row + 1, column + 1] == depth.max()


def test_a_random_click_falls_inside_and_off_the_rim():
    region, chance = disk(30, 12, 14, 6), np.random.default_rng(1)
    for _ in range(30):
        row, column = somewhere(region, chance)
        assert region[row - 1 : row + 2, column].all() and region[row, column - 1 : column + 2].all()
    thin = np.zeros((9, 9), bool)
    thin[4] = True
    assert somewhere(thin, chance)[0] == 4


def test_a_dragged_box_is_near_the_true_one_inside_the_picture_and_never_empty():
    chance = np.random.default_rng(2)
    assert box_of(disk(40, 20, 10, 5)) == (15, 5, 26, 16)
    for _ in range(200):
        top, left, bottom, right = jittered((0, 30, 20, 40), 40, 40, chance)
        assert 0 <= top < bottom <= 40 and 0 <= left < right <= 40
        assert abs(bottom - 20) <= 4 and abs(left - 30) <= 2
    top, left, bottom, right = jittered((7, 7, 8, 8), 40, 40, chance)
    assert bottom - top >= 1 and right - left >= 1


def test_collages_are_the_same_for_the_same_seed_and_parts_lie_in_shapes():
    seen = set()
    for seed in range(6):
        image, shapes, parts = collage(96, np.random.default_rng(seed))
        again = collage(96, np.random.default_rng(seed))
        assert all((one == other).all() for one, other in zip((image, shapes, parts), again, strict=True))
        assert image.shape == (96, 96, 3) and image.dtype == shapes.dtype == parts.dtype == np.uint8
        assert (shapes[parts > 0] == parts[parts > 0]).all()
        seen |= set(np.unique(shapes))
    assert {0, 1, 2, 3} <= seen


def test_no_texture_is_a_photograph_on_which_the_network_is_tried():
    tried = {outline.photograph for outline in OUTLINES}
    pictures = [each.read() for each in photographs() if each.name in tried]
    assert len(pictures) == len(tried) and len(OUTLINES) == 10
    for texture in textures():
        assert texture.ndim == 3 and texture.dtype == np.uint8
        assert not any(each.shape == texture.shape and (each == texture).all() for each in pictures)


def test_a_batch_depends_on_its_seed_and_has_something_to_ask_for(scenes: Pictures):
    mixture = Mixture(scenes.images, scenes.masks, scenes.instance_ids)
    sides = set()
    for seed in range(12):
        one, again = (mixture.batch(np.random.default_rng(seed), 2, 128, False) for _ in range(2))
        assert (one.images == again.images).all() and (one.masks == again.masks).all()
        side = one.masks.shape[1]
        sides.add(side)
        assert side in SIDES and len(one) == (1 if side > 128 else 2)
        for mask, ids in zip(one.masks, one.instance_ids, strict=True):
            assert len(targets_of(mask, ids, frozenset(range(256))))
    assert len(sides) >= 2


def test_a_window_of_nuclei_has_nuclei_in_it():
    ids = np.zeros((2, 256, 256), np.int16)
    ids[1][disk(256, 128, 128, 40)] = 700
    nuclei = Nuclei(np.full((2, 256, 256, 3), 9, np.uint8), ids)
    for seed in range(5):
        image, mask, numbers = nuclei_window(nuclei, 96, np.random.default_rng(seed))
        assert image.shape == (96, 96, 3) and mask.any() and set(np.unique(numbers[mask > 0])) == {1}
        assert ((numbers > 0) == (mask > 0)).all()


def test_without_nuclei_it_says_so_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(prompt_pictures, "HELD_OUT", range(2))
    pictures = prompt_pictures.prompt_data_set("prompts", tmp_path, 2)
    assert f"Training without nuclei: {VARIABLE} does not say where they are." in capsys.readouterr().out
    assert "no nuclei" in pictures.about["training"] and "2 scenes" in pictures.about["held_out"]
    assert isinstance(pictures.training, Mixture) and pictures.training.nuclei is None


def oracle(truth: np.ndarray, off: np.ndarray | None = None) -> tuple[list[Points], object]:
    """A network that knows the truth, but for the pixels `off`; and what it was asked."""
    asked: list[Points] = []
    nothing = torch.zeros(1)
    height, width = truth.shape[1:]
    seen = Embedding(nothing, nothing, nothing, height, width, (height, width))

    def ask(points: Points, previous: Tensor | None, embedding: Embedding | None) -> Masks:
        asked.append(points)
        shown = truth if off is None else truth ^ off
        logits = torch.from_numpy(np.where(shown, 4.0, -4.0))[:, None].repeat(1, 3, 1, 1)
        return Masks(logits, torch.tensor([[0.1, 0.9, 0.5]]).repeat(len(truth), 1), logits, seen)

    return asked, ask


def test_the_first_click_is_inside_and_the_next_where_the_mask_is_wrong():
    truth = np.stack([disk(40, 12, 12, 8), disk(40, 25, 25, 10)])
    off = np.stack([disk(40, 12, 17, 2), disk(40, 5, 5, 3)])  # missing in the first, too much in the second
    asked, ask = oracle(truth, off)
    talk = Conversation(truth, np.zeros(2, np.int64))
    talk.click()
    talk.answer(ask, CPU)  # type: ignore[arg-type]
    talk.click()
    talk.answer(ask, CPU)  # type: ignore[arg-type]
    assert asked[0].places.tolist() == [[[12.5, 12.5]], [[25.5, 25.5]]]
    assert asked[1].places[:, 1].tolist() == [[12.5, 17.5], [5.5, 5.5]]
    assert asked[1].kinds.tolist() == [[POSITIVE, POSITIVE], [POSITIVE, NEGATIVE]]


@pytest.mark.parametrize("seed", [None, 3])
def test_where_nothing_is_wrong_another_click_falls_inside(seed: int | None):
    truth = disk(40, 12, 12, 8)[None]
    asked, ask = oracle(truth)
    chance = None if seed is None else np.random.default_rng(seed)
    talk = Conversation(truth, np.zeros(1, np.int64), chance)
    for _ in range(3):
        talk.click()
        talk.answer(ask, CPU)  # type: ignore[arg-type]
    assert asked[-1].kinds.tolist() == [[POSITIVE] * 3]
    for row, column in asked[-1].places[0].tolist():
        assert truth[0, int(row), int(column)]


def test_a_box_takes_the_place_of_the_click():
    truth = np.stack([disk(40, 12, 12, 8)] * 40)
    talk = Conversation(truth, np.zeros(40, np.int64), np.random.default_rng(0))
    talk.click()
    talk.drag(share=0.4)
    boxes = sum(row[0][2] == TOP_LEFT for row in talk.rows)
    assert 8 <= boxes <= 24 and all(len(row) in (1, 2) for row in talk.rows)
    exact = Conversation(truth[:1], np.zeros(1, np.int64))
    exact.drag()
    assert [point[:2] for point in exact.rows[0]] == [(4, 4), (21, 21)]


def test_the_loss_is_that_of_the_best_candidate():
    generator = torch.Generator().manual_seed(0)
    logits, truth = (
        torch.randn(2, 3, 8, 8, generator=generator),
        torch.rand(2, 8, 8, generator=generator) > 0.5,
    )
    iou = torch.rand(2, 3, generator=generator)
    each = torch.empty(2, 3)
    for target in range(2):
        for candidate in range(3):
            one, wanted = logits[target, candidate], truth[target].float()
            probs = one.sigmoid()
            dice = 2 * (probs * wanted).sum() / (probs.sum() + wanted.sum())
            entropy = functional.binary_cross_entropy_with_logits(one, wanted)
            each[target, candidate] = entropy + 1 - dice
    best = 0.95 * each.min(dim=1).values + 0.05 * each.mean(dim=1)
    true = ious_of(logits > 0, truth)
    expected = best.mean() + 3 * (iou - true).square().mean()
    torch.testing.assert_close(prompt_loss(logits, iou, truth), expected)
    one, other = logits[0, 1] > 0, truth[0]
    assert true[0, 1].item() == pytest.approx((one & other).sum().item() / (one | other).sum().item())


def test_a_network_that_knows_the_truth_scores_one():
    truth = np.stack([disk(48, 12, 12, 8), disk(48, 30, 30, 10)])
    _, ask = oracle(truth)

    class Knowing(torch.nn.Module):
        def forward(self, image: Tensor, *given: object) -> Masks:
            return ask(*given)  # type: ignore[operator]

    true, expected = answers(Knowing(), np.zeros((48, 48, 3), np.uint8), truth, CPU)
    assert true.shape == expected.shape == (2, 5, 3) and (true == 1).all()
    assert expected[0, 0].tolist() == pytest.approx([0.1, 0.9, 0.5])


def test_the_row_of_the_manifest_holds_means_by_kind():
    best = np.array([[0.5, 0.6, 0.7, 0.8, 0.9], [0.7, 0.8, 0.9, 1.0, 0.7]])
    scores = PromptScores(
        2, best, best - 0.1, np.array([True, False]), np.array([0.1, 0.5, 0.9]), np.array([0.2, 0.3, 0.8]),
        np.array([0.59, 0.6, 0.9]),
    )  # fmt: skip
    row = row_of(scores)
    assert row["targets"] == {"every": 2, "things": 1, "stuff": 1} and row["spearman"] == 1.0
    assert row["best_1_click"] == {"every": 0.6, "things": 0.5, "stuff": 0.7}
    assert row["best_box"] == {"every": 0.8, "things": 0.9, "stuff": 0.7}
    assert row["shown_4_clicks"] == {"every": 0.8, "things": 0.7, "stuff": 0.9}
    assert row["photographs"] == 3 and row["photographs_found"] == 2


def test_outlines_lie_on_their_photographs():
    for outline in OUTLINES:
        picture, mask = outline.read()
        assert max(picture.shape) == 256 and mask.shape == picture.shape[:2]
        assert 0.002 < mask.mean() < 0.6, outline.title
        whole, larger = outline.read(longest=10_000)
        assert all(0 <= x <= whole.shape[1] and 0 <= y <= whole.shape[0] for x, y in outline.corners)
        assert larger.mean() == pytest.approx(mask.mean(), abs=0.01)


@pytest.mark.usefixtures("form_given")
def test_it_trains_stops_and_goes_on_to_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(prompt_pictures, "HELD_OUT", range(1))
    monkeypatch.setattr(prompt_pictures, "WATCHED", range(9000, 9001))
    monkeypatch.setattr(prompt_scoring, "OUTLINES", OUTLINES[:1])
    monkeypatch.setattr(prompt_pictures, "SIDES", (48,))
    monkeypatch.setattr(prompt_pictures, "SHARES", (1.0,))
    each = model("sam")
    scores = fit(each, SHORT, Place(CPU, tmp_path / "work", tmp_path / "weights"))
    row = manifest(tmp_path / "weights")["sam"]
    assert row["held_out"] == scores and scores["count"] == 1 and scores["photographs"] == 1
    assert row["larger"]["count"] == 1 and row["larger"] != scores
    assert row["starts_from"] == "unet" and "no nuclei" in row["data"]["training"]

    pictures = prompt_pictures.prompt_data_set("prompts", tmp_path / "work", SHORT.pool)
    network = each.build(3, SHORT.seed)
    task = task_of(each, SHORT, pictures.training)
    assert isinstance(task, PromptTask)
    start_from(network, "unet")
    begun = ResumableTraining(network, SHORT, task, CPU, row["precision"])
    begun.advance(pictures.training)
    checkpoint = tmp_path / "work" / "sam.checkpoint"
    begun.save(checkpoint)
    assert saved_state(checkpoint, SHORT)["step"] == 1
    fit(each, SHORT, Place(CPU, tmp_path / "work", tmp_path / "again"))
    whole, resumed = (load("sam", tmp_path / name).state_dict() for name in ("weights", "again"))
    for key, value in whole.items():
        torch.testing.assert_close(resumed[key], value, atol=1e-3, rtol=1e-2)


def test_pictures_without_targets_have_a_loss_too():
    network = model("sam").build(3)
    empty = np.zeros((2, 32, 32), np.uint8)
    batch = Pictures(np.full((2, 32, 32, 3), 90, np.uint8), empty, empty)
    assert torch.isfinite(PromptTask().loss(network, batch, CPU))


def test_a_few_steps_on_one_scene_lower_the_loss(scenes: Pictures):
    each = model("sam")
    recipe = dataclasses.replace(RECIPES["sam"], steps=12, batch=1, rate=2e-3)
    training = ResumableTraining(each.build(3), recipe, PromptTask(), CPU, "fp32")

    class Same(Pictures):
        def batch(self, *_: object) -> Pictures:  # type: ignore[override]
            return Pictures(self.images[:1], self.masks[:1], self.instance_ids[:1]).halved()

    pictures = Same(scenes.images, scenes.masks, scenes.instance_ids)
    losses = [training.advance(pictures) for _ in range(12)]
    assert all(np.isfinite(losses)) and np.mean(losses[-4:]) < np.mean(losses[:2]) - 0.1
