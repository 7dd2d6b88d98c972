"""Training: the loss is the textbook's, a restart changes nothing, and the result is stored with its scores."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from lessons.models import INSTANCE_MODELS, MODELS, PROMPT_MODELS, model
from lessons.models.fitting.fit import Place, TrainingError, fit, rounded, saved_state
from lessons.models.fitting.recipes import RECIPES, Recipe, further
from lessons.models.fitting.resumable import ResumableTraining, fastest_form, rate_at
from lessons.models.fitting.scoring import score
from lessons.models.fitting.tasks import SemanticTask, task_of
from lessons.models.pictures import Pictures, scene_pictures
from lessons.models.weights import load, manifest

CPU = torch.device("cpu")
SHORT = Recipe(steps=12, pool=8, batch=2, crop=64, small=0.5)


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    return scene_pictures(range(1_000_000, 1_000_008), 64)


def begin(pictures: Pictures, recipe: Recipe = SHORT, form: str = "fp32") -> ResumableTraining:
    network = model("tiny_unet").build(8, recipe.seed)
    return ResumableTraining(network, recipe, task_of(model("tiny_unet"), recipe, pictures), CPU, form)


def state_of(training: ResumableTraining) -> list[torch.Tensor]:
    return [*training.network.state_dict().values(), *training.average.state_dict().values()]


def test_every_model_has_a_recipe():
    assert list(RECIPES) == [each.name for each in (*MODELS, *INSTANCE_MODELS, *PROMPT_MODELS)]


def test_the_loss_is_weighted_cross_entropy_plus_one_minus_dice():
    logits, truth = torch.randn(2, 3, 4, 5), torch.randint(0, 3, (2, 4, 5))
    weights = torch.tensor([0.5, 1.0, 3.0])
    probs, dice = logits.softmax(1), []
    for label in range(3):
        labelled = (truth == label).float()
        dice.append(2 * (probs[:, label] * labelled).sum() / (probs[:, label].sum() + labelled.sum()))
    expected = functional.cross_entropy(logits, truth, weights) + 1 - torch.stack(dice).mean()
    task, masks = SemanticTask(("a", "b", "c"), weights), truth.numpy().astype(np.uint8)
    batch = Pictures(np.zeros((*masks.shape, 3), np.uint8), masks, masks)
    torch.testing.assert_close(task.loss(lambda image: logits, batch, CPU), expected)
    perfect = 50 * functional.one_hot(truth, 3).permute(0, 3, 1, 2).float()
    assert task.loss(lambda image: perfect, batch, CPU).item() < 1e-5


def weights_of(pictures: Pictures, balance: float) -> np.ndarray:
    """The class weights of a training that weighs the classes so."""
    task = task_of(model("tiny_unet"), dataclasses.replace(SHORT, balance=balance), pictures)
    assert isinstance(task, SemanticTask)
    return task.weights.numpy()


def test_class_weights_average_to_one_over_the_pixels(pictures: Pictures):
    shares = np.bincount(pictures.masks.ravel(), minlength=8) / pictures.masks.size
    for balance in (0.0, 0.5, 1.0):
        weights = weights_of(pictures, balance)
        assert (weights * shares).sum() == pytest.approx(1, abs=0.02)
    even = weights_of(pictures, 1.0) * shares
    present = shares > 1e-3
    assert even[present] == pytest.approx(even[present].mean(), rel=1e-3)


def test_the_rate_rises_then_falls_to_zero():
    recipe = Recipe(steps=200, rate=0.01)
    rates = [rate_at(step, recipe) for step in range(200)]
    assert max(rates) == pytest.approx(0.01) and rates.index(max(rates)) in (9, 10)
    assert rates[:10] == sorted(rates[:10]) and rates[10:] == sorted(rates[10:], reverse=True)
    assert 0 < rates[-1] < 1e-5
    assert rate_at(0, Recipe(steps=1)) > 0


def test_steps_lower_the_loss(pictures: Pictures):
    training = begin(pictures, dataclasses.replace(SHORT, steps=60, small=0.0))
    losses = [training.advance(pictures) for _ in range(60)]
    assert np.mean(losses[-10:]) < 0.9 * np.mean(losses[:10])


def test_the_same_seed_trains_the_same_network(pictures: Pictures):
    first, again = begin(pictures), begin(pictures)
    other = begin(pictures, dataclasses.replace(SHORT, seed=1))
    for _ in range(4):
        assert first.advance(pictures) == again.advance(pictures)
        other.advance(pictures)
    assert all(map(torch.equal, state_of(first), state_of(again)))
    assert not all(map(torch.equal, state_of(first), state_of(other)))


def test_a_restart_from_a_checkpoint_changes_nothing(pictures: Pictures, tmp_path: Path):
    straight, stopped = begin(pictures), begin(pictures)
    for _ in range(5):
        straight.advance(pictures)
        stopped.advance(pictures)
    stopped.save(tmp_path / "checkpoint")
    state = saved_state(tmp_path / "checkpoint", SHORT)
    resumed = begin(pictures)
    resumed.resume(state)
    assert resumed.step == 5
    for _ in range(5, SHORT.steps):
        assert straight.advance(pictures) == resumed.advance(pictures)
    assert all(map(torch.equal, state_of(straight), state_of(resumed)))
    assert [each.name for each in tmp_path.iterdir()] == ["checkpoint"]


def test_the_average_follows_the_network(pictures: Pictures):
    training = begin(pictures, dataclasses.replace(SHORT, memory=0.9))
    training.advance(pictures)
    pairs = zip(training.average.state_dict().values(), training.network.state_dict().values(), strict=True)
    assert all(torch.equal(slow, fast) for slow, fast in pairs), "the first step replaces it"
    training.advance(pictures)
    pairs = zip(training.average.parameters(), training.network.parameters(), strict=True)
    assert not any(torch.equal(slow, fast) for slow, fast in pairs)


def test_the_faster_form_is_measured(pictures: Pictures):
    network = model("tiny_unet").build(8)
    before = [each.clone() for each in network.parameters()]
    form, seconds = fastest_form(network, SHORT, begin(pictures).task, pictures, CPU)
    assert form in ("fp32", "bf16") and 0 < seconds < 60
    assert all(map(torch.equal, network.parameters(), before)), "the rehearsal trains a copy"


def test_bf16_trains_too(pictures: Pictures):
    training = begin(pictures, dataclasses.replace(SHORT, steps=40, small=0.0), form="bf16")
    losses = [training.advance(pictures) for _ in range(40)]
    assert np.isfinite(losses).all() and np.mean(losses[-10:]) < np.mean(losses[:10])
    assert all(each.dtype == torch.float32 for each in training.network.parameters())


def test_another_recipe_does_not_go_on_from_the_checkpoint(pictures: Pictures, tmp_path: Path):
    path = tmp_path / "tiny_unet.checkpoint"
    begin(pictures).save(path)
    assert saved_state(tmp_path / "none", SHORT) == {}
    other = dataclasses.replace(SHORT, steps=13)
    with pytest.raises(TrainingError, match=r"other settings, at step 0 of 12; finish it .* or delete"):
        saved_state(path, other)
    assert saved_state(path, other, any_steps=True)["recipe"]["steps"] == 12
    with pytest.raises(TrainingError, match="other settings"):
        saved_state(path, dataclasses.replace(SHORT, seed=5), any_steps=True)


def test_a_checkpoint_of_another_version_is_refused(pictures: Pictures, tmp_path: Path):
    begin(pictures).save(tmp_path / "c")
    for version in (1, None):
        torch.save(torch.load(tmp_path / "c") | {"format": version}, tmp_path / "other")
        with pytest.raises(
            TrainingError, match=r"by another version of Pixelwise; delete .*other to begin anew"
        ):
            saved_state(tmp_path / "other", SHORT)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"\x80\x04."])
def test_a_damaged_checkpoint_is_named(tmp_path: Path, content: bytes):
    (tmp_path / "c").write_bytes(content)
    with pytest.raises(TrainingError, match=r"cannot be read; delete .* to begin anew"):
        saved_state(tmp_path / "c", SHORT)


@pytest.fixture
def few_scenes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real pictures, but few of them: 6 held out and 2 watched."""
    monkeypatch.setattr("lessons.models.pictures.HELD_OUT", range(6))
    monkeypatch.setattr("lessons.models.pictures.WATCHED", range(9000, 9002))


@pytest.mark.usefixtures("few_scenes")
def test_a_whole_training_stores_weights_and_a_manifest_row(tmp_path: Path):
    place, each = Place(CPU, tmp_path / "work", tmp_path / "weights"), model("tiny_unet")
    scores = fit(each, dataclasses.replace(SHORT, crop=128), place)
    row = manifest(place.weights)["tiny_unet"]
    assert row["command"] == "python -m lessons.models train tiny_unet --steps 12 --seed 0"
    assert row["recipe"]["steps"] == 12 and row["data"]["training"].startswith("8 scenes, seeds 1000000")
    assert row["held_out"] == scores
    assert set(row["held_out"]["per_class_iou"]) == set(each.class_names)
    again = score(load("tiny_unet", place.weights), scene_pictures(range(6)), 8)
    assert again.miou == pytest.approx(scores["miou"], abs=1e-5)
    assert str(tmp_path) not in json.dumps(row)
    assert not list(place.work.glob("*.checkpoint")), "a finished training leaves no checkpoint"


@pytest.mark.usefixtures("few_scenes", "form_given")
def test_the_shipped_weights_can_be_trained_further(tmp_path: Path):
    place, each = Place(CPU, tmp_path / "work", tmp_path / "weights"), model("tiny_unet")
    recipe = further(dataclasses.replace(SHORT, crop=128, steps=4))
    assert (recipe.steps, recipe.seed, recipe.small) == (2, 1, 0.0) and recipe.rate < SHORT.rate
    scores = fit(each, dataclasses.replace(recipe, rate=1e-6), place, further=True)
    row, shipped = manifest(place.weights)["tiny_unet"], manifest()["tiny_unet"]
    assert row["command"] == "python -m lessons.models train tiny_unet --further --steps 2 --seed 1"
    assert row["further_from"]["sha256"] == shipped["sha256"] and "held_out" not in row["further_from"]
    before = score(load("tiny_unet"), scene_pictures(range(6)), 8)
    assert scores["miou"] == pytest.approx(before.miou, abs=0.01), "it began where the shipped weights are"


@pytest.mark.usefixtures("form_given")
def test_a_training_without_a_pool_makes_its_folder_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The nuclei are read from their own file, so nothing else has made the folder for the checkpoint."""
    nuclei = np.zeros((20, 256, 256, 3), np.uint8), np.zeros((20, 256, 256), np.int16)
    nuclei[0][:, 40:90, 30:70] = 90
    nuclei[1][:, 40:90, 30:70] = 1
    np.savez(tmp_path / "nuclei.npz", X=nuclei[0], Y=nuclei[1])
    monkeypatch.setenv("PIXELWISE_NUCLEI", str(tmp_path / "nuclei.npz"))
    monkeypatch.setattr("lessons.models.fitting.fit._SAVE_EVERY", 0.0)
    place = Place(CPU, tmp_path / "work" / "deep", tmp_path / "weights")
    scores = fit(model("unet_nuclei"), Recipe(steps=2, batch=1, crop=32, any_way_up=True), place)
    assert scores["count"] == 4 and list(scores["per_class_iou"]) == ["background", "nucleus"]
    assert manifest(place.weights)["unet_nuclei"]["data"]["pictures"].startswith("cell nuclei")


@pytest.mark.usefixtures("few_scenes")
def test_minutes_become_steps_once(tmp_path: Path):
    place, each = Place(CPU, tmp_path / "work", tmp_path / "weights"), model("tiny_unet")
    recipe = dataclasses.replace(SHORT, crop=128, batch=1, steps=100_000)
    fit(each, recipe, place, minutes=0.01)
    assert 1 <= manifest(place.weights)["tiny_unet"]["recipe"]["steps"] < 2000


@pytest.mark.usefixtures("few_scenes", "form_given")
def test_an_interrupt_writes_a_checkpoint_to_go_on_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place, each = Place(CPU, tmp_path / "work", tmp_path / "weights"), model("tiny_unet")
    recipe, advance = dataclasses.replace(SHORT, crop=128), ResumableTraining.advance

    def interrupted(training: ResumableTraining, pictures: Pictures) -> float:
        if training.step == 7 and training.recipe == recipe and len(stops) < 1 and training.seconds > 0:
            stops.append(training.step)
            raise KeyboardInterrupt
        return advance(training, pictures)

    stops: list[int] = []
    monkeypatch.setattr(ResumableTraining, "advance", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fit(each, recipe, place)
    assert saved_state(place.work / "tiny_unet.checkpoint", recipe)["step"] == 7
    assert not place.weights.exists()
    stopped = fit(each, recipe, place)
    straight = fit(each, recipe, Place(CPU, place.work, tmp_path / "straight"))
    assert stopped == straight


def test_rounding_is_what_the_file_does(folder: Path):
    network = model("tiny_unet").build(8, seed=3).eval()
    pairs = zip(rounded(network).parameters(), load("tiny_unet", folder).parameters(), strict=True)
    assert all(torch.equal(ours, filed) for ours, filed in pairs)
