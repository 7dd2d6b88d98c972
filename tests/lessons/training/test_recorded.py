"""The recorded headline experiments: what is stored follows from their settings, and no number is made up."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn.metrics import jaccard_score

from lessons.metrics.pooled import scores_of
from lessons.models.device import as_input
from lessons.training import recorded
from lessons.training.headlines import HEADLINES, Headline
from lessons.training.lab.pictures import SHOWN, watched
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings, build
from lessons.training.recorded import STREETS, held_out
from lessons.training.recording import headlines
from lessons.upsampling.checkerboard import checkerboard_index

every_recording = pytest.mark.parametrize("name", HEADLINES)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@every_recording
def test_every_headline_experiment_is_recorded_whole(name: str):
    headline, recording = HEADLINES[name], recorded.recorded(name)
    assert tuple(run.settings for run in recording.runs) == headline.runs
    assert recording.processor_seconds > 0 and recording.processor.startswith("CPU")
    for run in recording.runs:
        assert tuple(look.step for look in run.looks) == headline.looks
        assert run.settings.steps == headline.looks[-1] and run.settings.seconds == 180
        losses = [loss for look in run.looks for loss in look.losses]
        assert len(losses) == run.settings.steps and np.isfinite(losses).all()
        assert (run.held_out is not None) == headline.held_out
        assert (run.logits is not None) == headline.logits


@every_recording
def test_the_scores_are_those_of_the_stored_masks(name: str):
    for run in recorded.recorded(name).runs:
        truth, count = watched(run.settings.data).masks, len(run.settings.class_names)
        for look, masks in zip(run.looks, run.masks, strict=True):
            assert masks.shape == truth.shape and masks.max() < count
            assert np.array_equal(look.predictions, masks[:SHOWN])
            again = scores_of(masks, truth, count)
            np.testing.assert_allclose(again.per_class_iou, look.per_class_iou, rtol=1e-12)
            stored = (look.miou, look.pixel_accuracy, look.boundary_iou)
            assert stored == pytest.approx((again.miou, again.pixel_accuracy, again.boundary_iou), rel=1e-12)
        truths, last = truth.ravel(), run.masks[-1].ravel()
        wanted = [jaccard_score(truths == label, last == label) for label in range(count)]
        np.testing.assert_allclose(run.looks[-1].per_class_iou, wanted, rtol=1e-12)


@every_recording
def test_the_settings_lead_to_the_recorded_losses(name: str):
    """The first steps are trained again; the rest follows from the same settings."""
    for place in {0, len(HEADLINES[name].runs) - 1}:
        kept = recorded.recorded(name).runs[place]
        run = Run(kept.settings)
        stored = [loss for look in kept.looks for loss in look.losses]
        # Another processor computes in other precision, in bf16 for example.
        assert [run.advance() for _ in range(2)] == pytest.approx(stored[:2], rel=0.02)


def test_the_recorded_logits_at_birth_are_those_of_the_untrained_network():
    for run in recorded.recorded("checkerboard").runs:
        assert run.logits is not None
        image = as_input(watched(run.settings.data).images[:1])
        with torch.inference_mode():
            wanted = build(run.settings).eval()(image)[0, headlines.ROAD].numpy()
        span = float(wanted.max() - wanted.min())
        np.testing.assert_allclose(run.logits[0], wanted, atol=1e-4 * span)


def test_the_streets_held_out_are_learned_from_by_nobody_and_their_masks_fit():
    assert max(STREETS) < 1000
    for run in recorded.recorded("rare").runs:
        assert run.held_out is not None
        streets = held_out(run.settings.data)
        assert run.held_out.shape == streets.masks.shape == (len(STREETS), 64, 64)
        on_streets = scores_of(run.held_out, streets.masks, 8)
        # The same network on other pictures: near what it does on those that are watched.
        assert on_streets.pixel_accuracy == pytest.approx(run.looks[-1].pixel_accuracy, abs=0.1)


def test_a_recording_is_made_by_training_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    tiny = Settings(data="scenes64", network="tiny_unet", steps=2, seconds=180, batch=1, pictures=2)
    headline = Headline((tiny, replace(tiny, seed=1)), looks=(0, 2), held_out=True, logits=True)
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    headlines.record("trial", headline, tmp_path)
    made = recorded.recorded("trial")
    recorded.recorded.cache_clear()
    for kept, settings in zip(made.runs, headline.runs, strict=True):
        run = Run(settings)
        losses = [round(run.advance(), 5) for _ in range(2)]
        look = run.look()
        assert kept.settings == settings
        assert kept.looks[-1].losses == tuple(losses)
        assert np.array_equal(kept.looks[-1].predictions, look.predictions)
        assert kept.looks[-1].per_class_iou == pytest.approx(look.per_class_iou, nan_ok=True)
        run.network.eval()
        with torch.inference_mode():
            wanted = run.seen(as_input(watched("scenes64").images[:1]))[0, headlines.ROAD].numpy()
            masks = run.seen(as_input(held_out("scenes64").images[:3])).argmax(dim=1).numpy()
        assert kept.logits is not None and kept.held_out is not None
        np.testing.assert_allclose(kept.logits[-1], wanted, atol=1e-4 * float(np.ptp(wanted)))
        assert np.array_equal(kept.held_out[:3], masks)


def test_recordings_are_small_and_are_read_without_torch():
    files = [each for each in recorded.FOLDER.iterdir() if each.is_file()]
    assert {each.name.removesuffix(".json") for each in files if each.suffix == ".json"} == set(HEADLINES)
    assert sum(each.stat().st_size for each in files) < 1_000_000
    names = ", ".join(map(repr, HEADLINES))
    code = (
        f"import sys\nfrom lessons.training.recorded import recorded\nfor name in ({names}): recorded(name)\n"
        "assert 'torch' not in sys.modules and 'streamlit' not in sys.modules"
    )
    root = recorded.FOLDER.parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def ends(name: str, **settings: object) -> list[recorded.RecordedRun]:
    """The recorded runs whose settings are these."""
    runs = recorded.recorded(name).runs
    return [
        run for run in runs if all(getattr(run.settings, key) == value for key, value in settings.items())
    ]


def person(run: recorded.RecordedRun) -> float:
    return run.looks[-1].per_class_iou[6]


def sign(run: recorded.RecordedRun) -> float:
    return run.looks[-1].per_class_iou[7]


def test_what_the_page_says_of_the_rare_classes_is_what_was_recorded():
    for seed in (0, 1):
        plain, weighted = (
            ends("rare", loss="cross_entropy", weights=w, seed=seed)[0] for w in ("none", "inverse")
        )
        focal, focal_weighted = (
            ends("rare", loss="focal", weights=w, seed=seed)[0] for w in ("none", "inverse")
        )
        (dice,) = ends("rare", loss="dice", seed=seed)
        accuracy = {
            id(run): run.looks[-1].pixel_accuracy for run in (plain, weighted, focal, focal_weighted, dice)
        }
        assert max(person(plain), person(focal)) < 0.1 < min(map(person, (weighted, focal_weighted, dice)))
        assert sign(plain) < 0.03 and min(map(sign, (weighted, focal_weighted, dice))) > 0.05
        assert max(accuracy, key=accuracy.__getitem__) == id(focal)
        assert accuracy[id(dice)] > accuracy[id(plain)] - 0.02
        assert max(accuracy[id(weighted)], accuracy[id(focal_weighted)]) < accuracy[id(plain)] - 0.04
    signs = sorted(map(sign, ends("rare", loss="focal", weights="none")))
    assert signs[0] < 0.01 and signs[1] > 0.1


def test_four_pictures_are_learned_by_heart():
    (few,), (many,) = ends("four", pictures=4), ends("four", pictures=512)
    assert np.mean(few.looks[-1].losses) < 0.2 < np.mean(many.looks[-1].losses)
    assert few.looks[-1].miou < many.looks[-1].miou - 0.1


def test_a_higher_rate_was_worse_and_the_highest_learned_nothing():
    runs = recorded.recorded("rate").runs
    losses = [float(np.mean(run.looks[-1].losses[-10:])) for run in runs]
    assert losses == sorted(losses) and max(losses[:-1]) < 0.65 and losses[-1] > 0.85
    assert runs[-1].looks[-1].miou < 0.1 < 0.3 < runs[-2].looks[-1].miou


def test_the_scores_disagree_about_the_pair_that_the_page_begins_with():
    streets = held_out("scenes64").masks
    (plain,), (dice,) = (
        ends("rare", loss="cross_entropy", weights="none", seed=1),
        ends("rare", loss="dice", seed=1),
    )
    assert plain.held_out is not None and dice.held_out is not None
    one, two = (scores_of(run.held_out, streets, 8) for run in (plain, dice) if run.held_out is not None)
    assert one.pixel_accuracy > two.pixel_accuracy + 0.01 and one.boundary_iou > two.boundary_iou + 0.01
    assert two.miou > one.miou + 0.01
    assert two.per_class_iou[6] > 2 * one.per_class_iou[6]


def test_transposed_convolutions_are_born_with_a_checkerboard_and_bilinear_ones_are_not():
    rim = slice(8, -8)
    index = {
        run.settings.upsampling: [checkerboard_index(values[rim, rim]) for values in run.logits]
        for run in recorded.recorded("checkerboard").runs
        if run.logits is not None
    }
    assert index["transposed"][0] > 0.95 and max(index["bilinear"]) < 0.05
    assert index["transposed"][-1] > 10 * index["bilinear"][-1]


def test_at_one_percent_the_mask_is_empty_at_first_and_the_rescues_overpaint_at_the_end():
    names = (("cross_entropy", "none"), ("focal", "none"), ("cross_entropy", "inverse"), ("focal", "inverse"))
    plain, focal, weighted, focal_weighted = (
        ends("collapse", data="spots1", loss=loss, weights=weights)[0] for loss, weights in names
    )
    (dice,) = ends("collapse", data="spots1", loss="dice")
    (common,) = ends("collapse", data="spots20", loss="cross_entropy", weights="none")

    def painted(run: recorded.RecordedRun, at: int) -> float:
        return float((run.masks[at] == 1).mean())

    assert HEADLINES["collapse"].looks[2] == 30
    assert max(painted(plain, 2), painted(focal, 2)) < 0.002 < painted(common, 2)
    assert plain.looks[2].pixel_accuracy > common.looks[2].pixel_accuracy + 0.05
    assert plain.looks[2].per_class_iou[1] < 0.02 and focal.looks[2].per_class_iou[1] < 0.02
    assert dice.looks[2].per_class_iou[1] > 0.2 > weighted.looks[2].per_class_iou[1] > 0.05
    assert min(run.looks[-1].per_class_iou[1] for run in (plain, focal)) > 0.15
    assert min(painted(run, -1) for run in (weighted, focal_weighted, dice)) > 0.3
