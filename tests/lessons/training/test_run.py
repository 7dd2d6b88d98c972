"""A run: the same settings give the same curve bit for bit, whoever looks; what a look says is true."""

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from lessons.models.device import as_input
from lessons.models.fitting.scoring import score
from lessons.models.pictures import FIRST_TRAINING_SEED, HELD_OUT, WATCHED
from lessons.models.weights import fp16_file
from lessons.scenes import street_scene
from lessons.scenes.nuclei import NucleiError
from lessons.training.lab import pictures as lab
from lessons.training.lab.look import Look, thinned
from lessons.training.lab.pictures import SHOWN, WATCHED_SEEDS, TrainingPictures, sample_pictures, watched
from lessons.training.lab.run import AT_FIRST, Run, has_bf16
from lessons.training.lab.settings import SETTINGS, Settings, build
from lessons.training.losses import LOSSES
from lessons.training.optimisers import MEMORY

SMALL = Settings(data="scenes64", network="tiny_unet", batch=2, pictures=6, average=False)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def losses(run: Run, steps: int) -> list[float]:
    return [run.advance() for _ in range(steps)]


@pytest.mark.parametrize("optimiser", SETTINGS["optimiser"].metadata["choices"])
def test_the_same_settings_give_the_same_curve_whoever_looks(optimiser: str):
    settings = dataclasses.replace(SMALL, optimiser=optimiser, rate=0.003)
    first, again = Run(settings), Run(settings)
    for _ in range(3):
        again.look()
        assert losses(first, 2) == losses(again, 2)
    one, two = first.look(), again.look()
    assert one.weights == two.weights and np.array_equal(one.predictions, two.predictions)
    assert (one.miou, one.per_class_iou) == (two.miou, two.per_class_iou) or math.isnan(
        sum(one.per_class_iou)
    )
    other = Run(dataclasses.replace(settings, seed=1))
    assert losses(other, 3) != losses(Run(settings), 3)


def test_averaged_weights_change_what_is_looked_at_and_nothing_else():
    plain, averaged = Run(SMALL), Run(dataclasses.replace(SMALL, average=True))
    seen = [fp16_file(plain.network)]
    for _ in range(3):
        assert plain.advance() == averaged.advance()
        seen.append(fp16_file(plain.network))
    states = [safetensors.torch.load(each) for each in seen[1:]]
    looked = safetensors.torch.load(averaged.look().weights or b"")
    for name, value in looked.items():
        # The first step's weights are the average's first value; each later step has a share of 1 - MEMORY.
        mean = states[0][name].double()
        for state in states[1:]:
            mean = MEMORY * mean + (1 - MEMORY) * state[name].double()
        if value.is_floating_point():
            assert torch.allclose(value.double(), mean, rtol=2e-3, atol=2e-4), name
    assert plain.look().weights == seen[-1]


def test_pictures_of_an_earlier_run_change_nothing():
    settings = dataclasses.replace(SMALL, pictures=AT_FIRST + 4, augment=False)
    shared = TrainingPictures("scenes64")
    shared.first(AT_FIRST + 10)
    assert losses(Run(settings, shared), 4) == losses(Run(settings), 4)


def test_a_network_with_normalisation_learns_as_if_nobody_looked():
    settings = dataclasses.replace(SMALL, network="fcn_fused", batch=1)
    looked, alone = Run(settings), Run(settings)
    for _ in range(2):
        looked.look()
        assert looked.advance() == alone.advance()


@pytest.mark.parametrize("loss", [each.name for each in LOSSES])
@pytest.mark.parametrize("weights", ["none", "inverse"])
def test_every_loss_can_be_trained_with(loss: str, weights: str):
    run = Run(dataclasses.replace(SMALL, loss=loss, weights=weights, pictures=2))
    assert all(map(math.isfinite, losses(run, 2)))


def test_training_lowers_the_loss():
    run = Run(dataclasses.replace(SMALL, pictures=2, augment=False))
    values = losses(run, 40)
    assert np.mean(values[-5:]) < 0.9 * np.mean(values[:5])


def test_a_look_says_what_the_network_does():
    run = Run(SMALL)
    losses(run, 3)
    look = run.look()
    assert (look.step, len(look.losses), look.loss) == (3, 3, look.losses[-1])
    assert look.weights and len(look.weights) < 30_000
    network = build(SMALL).eval()
    network.load_state_dict(safetensors.torch.load(look.weights))
    for saved, trained in zip(network.parameters(), run.network.parameters(), strict=True):
        torch.testing.assert_close(saved, trained.detach(), rtol=1e-3, atol=1e-3)
    run.network.eval()
    expected = score(run.network, watched("scenes64"), 8)
    assert look.miou == expected.miou and look.boundary_iou == pytest.approx(expected.boundary_iou)
    assert look.pixel_accuracy == expected.pixel_accuracy
    np.testing.assert_equal(look.per_class_iou, expected.per_class_iou)
    with torch.inference_mode():
        masks = run.network(as_input(sample_pictures("scenes64").images)).argmax(dim=1).numpy()
    assert look.predictions.dtype == np.uint8 and np.array_equal(look.predictions, masks)


def test_the_first_look_comes_before_any_step():
    look = Run(SMALL).look()
    assert look.step == 0 and look.losses == () and math.isnan(look.loss) and look.steps_per_second == 0
    assert look.predictions.shape == (SHOWN, 64, 64)


def test_a_run_ends_and_says_why():
    run = Run(dataclasses.replace(SMALL, steps=2))
    assert run.ending == ""
    losses(run, 2)
    assert run.ending == "All 2 steps are done."
    run = Run(dataclasses.replace(SMALL, seconds=1))
    run.seconds = 1.0
    assert run.ending == "The 1 seconds are over, after 0 steps."


def test_a_rate_that_is_too_high_ends_the_run_with_a_sentence():
    run = Run(dataclasses.replace(SMALL, optimiser="sgd", rate=10.0, loss="cross_entropy", batch=1))
    for _ in range(60):
        if not math.isfinite(run.advance()):
            break
    assert "learning rate is too high" in run.ending
    look = run.look()
    assert not math.isfinite(look.loss) and look.predictions.max() < 8


def test_the_pictures_watched_are_neither_learned_from_nor_reported():
    assert set(WATCHED_SEEDS) <= set(WATCHED) and not set(WATCHED_SEEDS) & set(HELD_OUT)
    assert all(seed < FIRST_TRAINING_SEED for seed in WATCHED_SEEDS)
    assert np.array_equal(watched("scenes64").images[1], street_scene(WATCHED_SEEDS[1], 64).image)
    assert set(np.unique(sample_pictures("scenes64").masks)) == set(range(8)), "every class can be seen"
    pictures = TrainingPictures("scenes64").first(3)
    for place in range(3):
        assert np.array_equal(pictures.images[place], street_scene(FIRST_TRAINING_SEED + place, 64).image)


def test_pictures_are_drawn_when_they_are_asked_for():
    pictures = TrainingPictures("scenes64")
    run = Run(dataclasses.replace(SMALL, pictures=500, batch=1), pictures)
    assert pictures.drawn == AT_FIRST
    losses(run, 3)
    assert pictures.drawn == AT_FIRST + 2
    few = TrainingPictures("scenes64")
    losses(Run(SMALL, few), 3)
    assert few.drawn == 6


def test_without_augmentation_the_pictures_are_as_they_are():
    pictures = TrainingPictures("scenes64")
    plain = pictures.batch(np.random.default_rng(0), 8, 2, False)
    originals = pictures.first(2)
    assert all(any(np.array_equal(each, one) for one in originals.images) for each in plain.images)
    changed = pictures.batch(np.random.default_rng(0), 8, 2, True)
    assert not any(any(np.array_equal(each, one) for one in originals.images) for each in changed.images)


@pytest.fixture
def few_nuclei(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    images, ids = np.zeros((50, 256, 256, 3), np.uint8), np.zeros((50, 256, 256), np.int16)
    images[:, 40:90, 30:70], ids[:, 40:90, 30:70] = 90, 1
    np.savez(tmp_path / "nuclei.npz", X=images, Y=ids)
    monkeypatch.setenv("PIXELWISE_NUCLEI", str(tmp_path / "nuclei.npz"))
    kept = (lab._nuclei, lab.watched)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


@pytest.mark.usefixtures("few_nuclei")
def test_nuclei_train_too():
    run = Run(dataclasses.replace(SMALL, data="nuclei", batch=1))
    assert math.isfinite(run.advance())
    look = run.look()
    assert look.predictions.shape == (2, 128, 128), "of fifty pictures two are watched"
    assert len(look.per_class_iou) == 2


def test_without_nuclei_a_run_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PIXELWISE_NUCLEI", raising=False)
    with pytest.raises(NucleiError, match="PIXELWISE_NUCLEI"):
        Run(dataclasses.replace(SMALL, data="nuclei"))


def test_bf16_is_decided_by_the_processor_alone(monkeypatch: pytest.MonkeyPatch):
    for able, expected in (({"avx512_bf16": True}, True), ({"avx2": True}, False), ({}, False)):
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda able=able: able)
        assert has_bf16() is expected


def test_what_is_kept_of_a_run_is_bounded():
    def look(step: int) -> Look:
        nothing = np.zeros((4, 1, 1), np.uint8)
        return Look(step, 0.0, 0.0, 0.0, (0.0,), (0.0,), 0.0, 0.0, 0.0, nothing, bytes(1000))

    looks = (look(0),)
    for step in range(1, 100):
        looks = thinned((*looks, look(step)), 20_000)
        assert sum(each.nbytes for each in looks) <= 20_000
    assert [each.step for each in looks] == list(range(100)), "the curve is whole"
    assert looks[0].weights and looks[-1].weights
    kept = [each.step for each in looks if each.weights]
    assert len(kept) >= 12 and max(np.diff(kept)) <= 16
