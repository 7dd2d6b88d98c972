"""The shipped weights are as good as the manifest says, and as good as the lesson needs."""

import os

import numpy as np
import pytest
import torch

from lessons.models import INSTANCE_MODELS, MODELS, Model, model
from lessons.models.fitting.instance_scoring import score_objects
from lessons.models.fitting.scoring import score
from lessons.models.pictures import HELD_OUT, Pictures, scene_pictures
from lessons.models.weights import WEIGHTS, available, load, manifest, scores
from lessons.scenes.nuclei import VARIABLE, load_nuclei

TINY = 0.002  # other processors round other last digits, and a few pixels at a border follow

SAMPLE = 20
"""How many of the held-out pictures the usual run scores; `--long` scores all."""
ROOM = 0.03
"""How much worse than on all pictures a network may be on the sample: three times the most that one is."""

every_model = pytest.mark.parametrize("each", MODELS, ids=lambda each: each.name)


def shipped(name: str) -> None:
    """Skip, visibly, a model that is not trained yet."""
    if name not in available(models=(*MODELS, *INSTANCE_MODELS)):
        pytest.skip(f"{name} has no weights in {WEIGHTS.name} yet: python -m lessons.models train {name}")


@pytest.fixture(scope="module")
def held_out_scenes() -> Pictures:
    return scene_pictures(HELD_OUT)


@pytest.fixture(scope="module")
def sample() -> Pictures:
    return scene_pictures(HELD_OUT[:SAMPLE])


def held_out(each: Model, scenes: Pictures) -> Pictures:
    if each.data == "scenes":
        return scenes
    if not os.environ.get(VARIABLE):
        pytest.skip(f"{VARIABLE} does not say where the nuclei are")
    nuclei = load_nuclei().held_out()
    return Pictures(nuclei.images, nuclei.masks, np.zeros_like(nuclei.masks))


def first(count: int, pictures: Pictures) -> Pictures:
    return Pictures(pictures.images[:count], pictures.masks[:count], pictures.instance_ids[:count])


@every_model
def test_the_weights_score_on_a_sample_about_what_the_manifest_says(each: Model, sample: Pictures):
    shipped(each.name)
    claimed, pictures = scores(each.name), held_out(each, sample)
    measured = score(load(each.name), first(SAMPLE, pictures), len(each.class_names))
    assert measured.count == SAMPLE < claimed["count"]
    for key in ("miou", "boundary_iou", "pixel_accuracy"):
        assert getattr(measured, key) >= claimed[key] - ROOM, key


@pytest.mark.long
@every_model
def test_the_weights_score_what_the_manifest_says(each: Model, held_out_scenes: Pictures):
    shipped(each.name)
    claimed, pictures = scores(each.name), held_out(each, held_out_scenes)
    measured = score(load(each.name), pictures, len(each.class_names))
    assert measured.count == claimed["count"]
    assert measured.miou >= claimed["miou"] - TINY
    assert measured.boundary_iou >= claimed["boundary_iou"] - TINY
    assert measured.pixel_accuracy >= claimed["pixel_accuracy"] - TINY
    for key in ("per_class_iou", "per_picture_iou"):
        for name, iou in zip(each.class_names, getattr(measured, key), strict=True):
            assert iou >= claimed[key][name] - 5 * TINY, (key, name)


@every_model
def test_the_file_is_small_and_the_row_tells_how_it_was_made(each: Model):
    shipped(each.name)
    row, most = manifest()[each.name], 3_000_000 if each.name == "smp_unet" else 2_000_000
    assert (WEIGHTS / f"{each.name}.safetensors").stat().st_size == row["bytes"] <= most
    assert row["command"].startswith(f"python -m lessons.models train {each.name} --steps ")
    assert {"sha256", "parameters", "data", "recipe", "precision", "device", "minutes"} <= set(row)
    assert row["recipe"]["seed"] >= 0 and row["recipe"]["steps"] > 100


@pytest.mark.parametrize(("name", "least"), [("unet", 0.88), ("deeplabv3plus", 0.85), ("fcn_fused", 0.85)])
def test_the_networks_are_trained_to_convergence(name: str, least: float):
    shipped(name)
    assert scores(name)["miou"] >= least


def test_the_librarys_unet_segments_the_streets():
    """It had fewer steps than the others, and has no skip at full resolution."""
    shipped("smp_unet")
    assert scores("smp_unet")["miou"] >= 0.80


def test_the_unet_loses_no_class():
    shipped("unet")
    assert min(scores("unet")["per_class_iou"].values()) >= 0.70


def test_skips_sharpen_the_boundaries_of_networks_trained_alike():
    shipped("unet")
    shipped("unet_no_skips")
    rows = manifest()
    assert rows["unet"]["recipe"] == rows["unet_no_skips"]["recipe"]
    assert scores("unet")["boundary_iou"] >= scores("unet_no_skips")["boundary_iou"] + 0.10


BARS = {"car": 0.85, "tree": 0.85, "person": 0.75, "sign": 0.60}
"""The least recall of each kind of object: the smaller, the harder to find."""


def test_the_objects_are_found():
    shipped("mask_rcnn")
    held_out = scores("mask_rcnn")
    assert held_out["matched_iou"] >= 0.80
    for name, least in BARS.items():
        assert held_out["recall"][name] >= least, name


def test_the_instance_model_scores_on_a_sample_about_what_the_manifest_says(sample: Pictures):
    shipped("mask_rcnn")
    claimed, class_names = scores("mask_rcnn"), model("mask_rcnn").class_names
    measured = score_objects(load("mask_rcnn"), sample, class_names, torch.device("cpu"))
    assert measured.count == SAMPLE < claimed["count"]
    assert measured.matched_iou >= claimed["matched_iou"] - ROOM
    for name, objects, recall in zip(class_names[1:], measured.objects, measured.recall, strict=True):
        share = claimed["recall"][name]
        assert recall >= share - 3 * (share * (1 - share) / objects) ** 0.5, name


@pytest.mark.long
def test_the_instance_model_scores_what_the_manifest_says(held_out_scenes: Pictures):
    shipped("mask_rcnn")
    claimed, class_names = scores("mask_rcnn"), model("mask_rcnn").class_names
    measured = score_objects(load("mask_rcnn"), held_out_scenes, class_names, torch.device("cpu"))
    assert dict(zip(class_names[1:], measured.objects, strict=True)) == claimed["objects"]
    assert measured.matched_iou >= claimed["matched_iou"] - TINY
    for key in ("recall", "sure_recall", "sure_precision"):
        for name, value in zip(class_names[1:], getattr(measured, key), strict=True):
            assert value >= claimed[key][name] - 5 * TINY, (key, name)


def test_the_instance_models_file_is_small_and_its_row_tells_how_it_was_made():
    shipped("mask_rcnn")
    row = manifest()["mask_rcnn"]
    assert (WEIGHTS / "mask_rcnn.safetensors").stat().st_size == row["bytes"] <= 3_000_000
    assert row["command"].startswith("python -m lessons.models train mask_rcnn --steps ")
    assert row["recipe"]["seed"] >= 0 and row["recipe"]["steps"] > 100


def test_the_nuclei_are_found():
    """Per picture, as microscopy reports it: a few pictures with large nuclei hold most of all pixels."""
    shipped("unet_nuclei")
    assert scores("unet_nuclei")["per_picture_iou"]["nucleus"] >= 0.85
