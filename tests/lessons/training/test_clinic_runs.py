"""The clinic's trainings: what is recorded follows from its masks, shows its symptom, heals, and comes out again."""

import json
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from sklearn.metrics import jaccard_score

from lessons.scenes import CLASS_NAMES
from lessons.training import clinic
from lessons.training.clinic_recorded import FOLDER, LOOKS, ClinicRecording, recorded
from lessons.training.lab.clinic_parts import half_size, outlines_ignored, outlines_unknown, tile_by_tile
from lessons.training.lab.clinic_run import ClinicRun, clinic_settings
from lessons.training.lab.clinic_trials import TRIALS
from lessons.training.lab.pictures import TrainingPictures, watched
from lessons.training.lab.pool import Pool
from lessons.training.lab.settings import to_query
from lessons.training.recording.clinic_runs import record

LOOKED_AT = ("odd_shape", "input_colours", "low_score", "changing_mask")
"""The bugs that only touch how a network is looked at."""
SIGN = CLASS_NAMES.index("sign")
both = pytest.mark.parametrize("cured", [False, True])
every = pytest.mark.parametrize("bug", TRIALS)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def pictures() -> TrainingPictures:
    return TrainingPictures("scenes64")


def pair(bug: str) -> tuple[ClinicRecording, ClinicRecording]:
    return recorded(bug, False), recorded(bug, True)


@every
@both
def test_every_score_follows_from_the_masks_and_the_scenes(bug: str, cured: bool):
    trial, run = TRIALS[bug], recorded(bug, cured)
    truth = trial.truth(watched("scenes64").masks)
    assert tuple(look.step for look in run.looks) == LOOKS
    for look in run.looks:
        assert look.predictions.shape == (8, 64, 64)
        assert look.predictions.max() < len(trial.class_names)
        assert look.miou == pytest.approx(trial.side(cured).score(look.predictions, truth), abs=1e-4)
    assert len([loss for look in run.looks for loss in look.losses]) == LOOKS[-1]


@pytest.mark.parametrize("bug", [bug for bug in TRIALS if bug not in ("road_target", "low_score")])
def test_a_score_is_scikit_learns(bug: str):
    truth, last = watched("scenes64").masks, recorded(bug, True).looks[-1]
    wanted = jaccard_score(truth.ravel(), last.predictions.ravel(), average="macro")
    assert last.miou == pytest.approx(wanted, abs=1e-4)


@every
def test_the_record_says_when_on_what_and_how_it_was_made(bug: str):
    about = json.loads((FOLDER / f"{bug}.json").read_text(encoding="utf-8"))
    assert about["settings"].items() <= to_query(clinic_settings(bug, False)).items()
    assert about["device"] == "cpu" and about["recorded"] == recorded(bug, True).day
    assert {path.stem for path in FOLDER.iterdir()} == set(TRIALS)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 500_000


@every
def test_the_cure_heals(bug: str):
    broken, cured = pair(bug)
    assert cured.looks[-1].miou > broken.looks[-1].miou + 0.02
    if bug in LOOKED_AT:
        assert [look.losses for look in broken.looks] == [look.losses for look in cured.looks]


def test_each_bug_has_its_symptom():
    truth = watched("scenes64").masks
    broken = {bug: recorded(bug, False).looks[-1] for bug in TRIALS}
    cured = {bug: recorded(bug, True).looks[-1] for bug in TRIALS}
    masks = {bug: (broken[bug].predictions, cured[bug].predictions) for bug in TRIALS}
    tree, sky = CLASS_NAMES.index("tree"), CLASS_NAMES.index("sky")
    strips = [_between(each, tree, sky) for each in masks["edge_classes"]]
    assert strips[0] > 3 * strips[1]
    assert masks["road_target"][0].all() and broken["road_target"].loss < -1e6 < 0 < cured["road_target"].loss
    signs = [float((each == SIGN).mean()) for each in (*masks["border_class"], truth)]
    assert signs[0] > 10 * signs[2] > 10 * signs[1]
    assert broken["flat_loss"].loss > np.log(np.e + 7) - 1 > cured["flat_loss"].loss
    assert broken["odd_shape"].miou < 0.1
    assert np.array_equal(*masks["low_score"])
    right = cured["input_colours"].predictions
    assert np.array_equal(right, masks["low_score"][1]), "the same training, looked at in the same way"


def _between(masks: np.ndarray, one: int, other: int) -> int:
    """How many pixels of road or sidewalk have both classes within two pixels."""
    near = [
        torch.nn.functional.max_pool2d(torch.from_numpy(masks == each).float()[:, None], 5, 1, 2)[:, 0] > 0
        for each in (one, other)
    ]
    strange = np.isin(masks, [CLASS_NAMES.index(name) for name in ("road", "sidewalk")])
    return int((near[0] & near[1] & torch.from_numpy(strange)).sum())


@pytest.mark.parametrize(
    ("bug", "cured"), [("edge_classes", False), ("road_target", False), ("flat_loss", True)]
)
def test_the_training_comes_out_as_it_was_recorded(bug: str, cured: bool, pictures: TrainingPictures):
    run = ClinicRun(clinic_settings(bug, cured), pictures)
    first = run.look()
    losses = [run.advance() for _ in range(LOOKS[1])]
    kept = recorded(bug, cured).looks
    # Other processors, and those with bf16, round otherwise.
    assert losses == pytest.approx(list(kept[1].losses), rel=0.05)
    assert (first.predictions == kept[0].predictions).mean() > 0.97


@both
def test_the_same_seed_gives_the_same_run_whoever_looks(cured: bool, pictures: TrainingPictures):
    settings = clinic_settings("changing_mask", cured)
    looked, alone = ClinicRun(settings, pictures), ClinicRun(settings, pictures)
    for _ in range(2):
        looked.look()
        assert looked.advance() == alone.advance()
    assert looked.network.training


def test_the_pool_trains_it_too(pictures: TrainingPictures):
    pool = Pool(niceness=0)
    try:
        settings = clinic_settings("low_score", True)
        run = pool.submit(settings)
        while len((seen := pool.watch(run, 1, 60.0)).looks) < 2:
            assert not seen.ended, seen.sentence
        pool.stop(run)
        here = ClinicRun(settings, pictures)
        assert np.array_equal(seen.looks[0].predictions, here.look().predictions)
        assert seen.looks[1].losses[0] == here.advance()
    finally:
        pool.close()


def test_what_is_recorded_is_read_back(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lessons.training.recording.clinic_runs.LOOKS", (0, 1, 2))
    record("input_colours", tmp_path)
    for cured in (False, True):
        run = recorded("input_colours", cured, tmp_path)
        assert [look.step for look in run.looks] == [0, 1, 2] and len(run.looks[2].losses) == 1
        kept = recorded("input_colours", cured).looks[0]
        assert (run.looks[0].predictions == kept.predictions).mean() > 0.97


def test_parts_are_what_they_say():
    truth = torch.from_numpy(watched("scenes64").masks.astype(np.int64))
    assert torch.equal(outlines_unknown(truth), outlines_ignored(truth.numpy()))
    labels = half_size(clinic.resize_labels, truth)
    assert labels.shape == truth.shape and torch.equal(labels[:, ::2, ::2], truth[:, ::2, ::2])
    assert torch.equal(labels[:, 1::2, 1::2], labels[:, ::2, ::2])
    whole = watched("scenes64").masks
    assert tile_by_tile(clinic.mean_iou, whole, whole) == 1
    assert tile_by_tile(clinic.mean_iou_broken, whole, whole) < 0.8
    tiles = [whole[:, y : y + 32, x : x + 32] for y in (0, 32) for x in (0, 32)]
    present = np.mean([len(np.unique(tile)) / 8 for part in tiles for tile in part])
    assert tile_by_tile(clinic.mean_iou_broken, whole, whole) == pytest.approx(present)
