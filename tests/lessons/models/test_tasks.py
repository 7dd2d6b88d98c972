"""Each task's loss is the sum it says, and a Mask R-CNN trains, stops and goes on like the others."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from lessons.models import THINGS, model
from lessons.models.device import as_input
from lessons.models.fitting.fit import Place, fit, saved_state
from lessons.models.fitting.instances import objects_of
from lessons.models.fitting.recipes import Recipe
from lessons.models.fitting.resumable import ResumableTraining
from lessons.models.fitting.tasks import InstanceTask, SemanticTask, task_of
from lessons.models.pictures import Pictures, scene_pictures
from lessons.models.weights import load, manifest

CPU = torch.device("cpu")
SHORT = Recipe(steps=4, pool=4, batch=1, rate=2e-3, memory=0.9)


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    return scene_pictures(range(1_000_000, 1_000_004))


def begin(pictures: Pictures, recipe: Recipe = SHORT) -> ResumableTraining:
    each = model("mask_rcnn")
    network = each.build(len(each.class_names), recipe.seed)
    return ResumableTraining(network, recipe, task_of(each, recipe, pictures), CPU, "fp32")


def test_a_model_has_the_task_it_names(pictures: Pictures):
    assert isinstance(task_of(model("mask_rcnn"), SHORT, pictures), InstanceTask)
    semantic = task_of(model("unet"), SHORT, pictures)
    assert isinstance(semantic, SemanticTask) and semantic.weights.shape == (8,)


def test_the_loss_of_objects_is_the_sum_of_the_networks_losses(pictures: Pictures):
    given = []

    def forward(
        images: list[torch.Tensor], targets: list[dict[str, torch.Tensor]]
    ) -> dict[str, torch.Tensor]:
        given.extend(zip(images, targets, strict=True))
        return {"first": torch.tensor(1.5), "second": torch.tensor(0.25)}

    assert InstanceTask(model("mask_rcnn").class_names).loss(forward, pictures, CPU).item() == 1.75
    assert len(given) == 4
    for index, (image, target) in enumerate(given):
        assert torch.equal(image, as_input(pictures.images[index : index + 1])[0])
        expected = objects_of(pictures.masks[index], pictures.instance_ids[index])
        np.testing.assert_array_equal(target["boxes"].numpy(), expected.boxes)
        np.testing.assert_array_equal(target["labels"].numpy(), expected.labels)
        np.testing.assert_array_equal(target["masks"].numpy(), expected.masks)


def test_steps_lower_the_loss_of_objects(pictures: Pictures):
    training = begin(pictures, dataclasses.replace(SHORT, steps=24))
    losses = [training.advance(pictures) for _ in range(24)]
    assert np.mean(losses[-6:]) < 0.7 * np.mean(losses[:3])


def test_a_restart_from_a_checkpoint_changes_nothing(pictures: Pictures, tmp_path: Path):
    """Mask R-CNN draws by lot which proposals it learns from: that too depends on seed and step only."""
    straight, stopped = begin(pictures), begin(pictures)
    for _ in range(2):
        straight.advance(pictures)
        stopped.advance(pictures)
    stopped.save(tmp_path / "checkpoint")
    torch.rand(5)
    resumed = begin(pictures)
    resumed.resume(saved_state(tmp_path / "checkpoint", SHORT))
    for _ in range(2):
        assert straight.advance(pictures) == resumed.advance(pictures)
    pairs = zip(straight.average.parameters(), resumed.average.parameters(), strict=True)
    assert all(torch.equal(one, other) for one, other in pairs)


def test_training_touches_no_other_randomness(pictures: Pictures):
    training = begin(pictures)
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    training.advance(pictures)
    assert torch.equal(torch.rand(3), expected)


@pytest.mark.usefixtures("form_given")
def test_a_whole_training_stores_weights_and_a_manifest_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lessons.models.pictures.HELD_OUT", range(2))
    monkeypatch.setattr("lessons.models.pictures.WATCHED", range(9000, 9001))
    place, each = Place(CPU, tmp_path / "work", tmp_path / "weights"), model("mask_rcnn")
    scores = fit(each, dataclasses.replace(SHORT, steps=2), place)
    row = manifest(place.weights)["mask_rcnn"]
    assert row["command"] == "python -m lessons.models train mask_rcnn --steps 2 --seed 0"
    assert row["held_out"] == scores == json.loads(json.dumps(scores))
    assert list(scores["recall"]) == list(scores["sure_precision"]) == list(scores["objects"]) == list(THINGS)
    assert (scores["count"], scores["least_pixels"], scores["least_score"]) == (2, 16, 0.5)
    with torch.no_grad():
        (found,) = load("mask_rcnn", place.weights)([torch.rand(3, 128, 128)])
    assert found["masks"].shape[1:] == (1, 128, 128)
    assert not list(place.work.glob("*.checkpoint"))
