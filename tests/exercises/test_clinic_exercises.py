"""The bug clinic's exercises: fixes are what torch does, planted bugs are the clinic's, recordings are what runs."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch import Tensor
from torch.nn import functional

from exercises._engine.catalogue import catalogue, variant
from exercises._engine.variants import Variant
from lessons.metrics.confusion import confusion_matrix
from lessons.metrics.overlap import iou_of, mean_of_present
from lessons.models.device import as_input
from lessons.models.weights import available, load
from lessons.scenes import CLASS_NAMES, HELD_OUT_SEEDS, street_scene
from lessons.training import clinic
from lessons.training.recording import networks, planted_bugs

EXERCISES = catalogue()
DIAGNOSES = [name for name in EXERCISES if name.startswith("clinic_") and name.endswith("_diagnosis")]
FIXES = [name for name in EXERCISES if name.startswith("clinic_") and name.endswith("_fix")]
SEEDS = range(40)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """As the recordings were made; on a busy machine two threads are far slower than one."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def drawn_of(name: str) -> list[Variant]:
    return [variant(EXERCISES[name], seed) for seed in SEEDS]


def cases_of(name: str) -> list[tuple[Any, ...]]:
    exercise = EXERCISES[name]
    return [case for seed in range(8) for case in exercise.drawn_cases(seed)]


def solved(name: str, *case: Any) -> Any:
    return EXERCISES[name].solution(*case)


def mistaken(name: str, mistake: str, *case: Any) -> Any:
    functions = {each.name: function for each, function in EXERCISES[name].mistake_functions}
    return functions[mistake](*case)


def recorded(name: str) -> Any:
    return json.loads((EXERCISES[name].folder / "recorded.json").read_text(encoding="utf-8"))


def doubles(values: Any) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def test_each_of_the_eight_bugs_has_a_diagnosis_and_a_fix():
    assert [name.removesuffix("_diagnosis") for name in DIAGNOSES] == [
        name.removesuffix("_fix") for name in FIXES
    ]
    assert len(FIXES) == 8


@pytest.mark.parametrize("name", FIXES)
def test_the_starter_shows_the_bug_and_the_prompt_its_symptom_in_numbers(name: str):
    starter = EXERCISES[name].layer("blanks").starter
    assert re.search(r"# The lines? with the bugs?", starter)
    assert re.search(r"\d\.\d|\d %|\d pixels", EXERCISES[name].prompt.split("\n\n")[0])


def test_labels_are_resized_as_torch_does_with_and_without_the_bug():
    name = "clinic_edge_classes_fix"
    for labels, height, width in cases_of(name):
        inputs = torch.tensor(labels)[None]
        assert solved(name, labels, height, width) == clinic.resize_labels(inputs, height, width)[0].tolist()
        blended = functional.interpolate(doubles(labels)[None, None], (height, width), mode="bilinear")[0, 0]
        clear = ((blended % 1 - 0.5).abs() > 1e-4).numpy()  # a half is rounded up or to the even number
        broken = np.array(mistaken(name, "blended", labels, height, width))
        assert (broken == clinic.resize_labels_broken(inputs, height, width)[0].numpy())[clear].all()


def test_targets_are_those_of_the_clinic():
    name = "clinic_road_target_fix"
    for stored, white in cases_of(name):
        assert_allclose(solved(name, stored, white), np.array(stored) > white / 2)
        if white == 255:
            pixels = np.array(stored, np.uint8)
            assert_allclose(solved(name, stored, white), clinic.binary_target(pixels))
            assert_allclose(mistaken(name, "as_stored", stored, white), clinic.binary_target_broken(pixels))


def test_the_loss_that_leaves_pixels_out_is_torchs():
    name = "clinic_border_class_fix"
    for log_probs, labels in cases_of(name):
        inputs, truth = doubles(log_probs).permute(2, 0, 1)[None], torch.tensor(labels)[None]
        target = functional.nll_loss(inputs, truth, ignore_index=clinic.IGNORE_INDEX).item()
        assert solved(name, log_probs, labels) == pytest.approx(0.0 if np.isnan(target) else target)
        clipped = functional.nll_loss(inputs, truth.clamp(max=inputs.shape[1] - 1)).item()
        assert mistaken(name, "clipped", log_probs, labels) == pytest.approx(clipped)


def test_the_loss_of_a_pixel_is_torchs_with_and_without_a_second_softmax():
    name = "clinic_flat_loss_fix"
    for logits, label in cases_of(name):
        inputs, truth = doubles(logits)[None, :, None, None], torch.tensor([[[label]]])
        assert solved(name, logits, label) == pytest.approx(clinic.loss(inputs, truth).item(), abs=1e-12)
        broken = mistaken(name, "softmax_twice", logits, label)
        assert broken == pytest.approx(clinic.loss_broken(inputs, truth).item(), abs=1e-12)


def test_masks_are_argmax_over_the_classes():
    name = "clinic_odd_shape_fix"
    wrong_ways = {"over_pictures": 0, "over_rows": 2, "over_columns": 3}
    for (logits,) in cases_of(name):
        inputs = np.array(logits)
        assert_allclose(clinic.masks_broken(torch.from_numpy(inputs)), inputs.argmax(axis=0))
        assert solved(name, logits) == inputs.argmax(axis=1).tolist()
        for mistake, dimension in wrong_ways.items():
            assert mistaken(name, mistake, logits) == inputs.argmax(axis=dimension).tolist()


def test_images_are_prepared_as_by_the_clinic():
    name = "clinic_input_colours_fix"
    for image, mean, std in cases_of(name):
        numbers = doubles(mean), doubles(std)
        rgb, bgr = (
            doubles(way(np.array(image, np.uint8)) / 255.0).permute(2, 0, 1)[None]
            for way in (clinic.read_by_opencv, clinic.read_by_opencv_broken)
        )
        assert_allclose(solved(name, image, mean, std), clinic.normalised(rgb, *numbers)[0])
        assert_allclose(mistaken(name, "bgr", image, mean, std), clinic.normalised(bgr, *numbers)[0])
        assert_allclose(
            mistaken(name, "swapped", image, mean, std), clinic.normalised_broken(rgb, *numbers)[0]
        )
        assert_allclose(
            mistaken(name, "as_it_was", image, mean, std), clinic.normalised_broken(bgr, *numbers)[0]
        )


def test_mean_iou_is_that_of_the_lesson_on_metrics():
    name = "clinic_low_score_fix"
    for (confusion,) in cases_of(name):
        counts = np.array(confusion)
        target = mean_of_present(iou_of(counts))
        assert solved(name, confusion) == (None if np.isnan(target) else pytest.approx(target))
        broken = clinic.mean_iou_broken(counts)
        assert mistaken(name, "absent_as_zero", confusion) == pytest.approx(broken)


def test_batch_normalisation_is_torchs_in_both_modes():
    name = "clinic_changing_mask_fix"
    modes = Counter()
    for values, running_mean, running_var, training in cases_of(name):
        mean, var = doubles([running_mean]), doubles([running_var])
        target = functional.batch_norm(doubles(values)[:, None], mean, var, training=training)
        normalised, new_mean, new_var = solved(name, values, running_mean, running_var, training)
        assert_allclose(normalised, target[:, 0], atol=1e-9)
        assert (new_mean, new_var) == pytest.approx((mean.item(), var.item()))
        modes[training] += 1
        if not training:
            case = values, running_mean, running_var
            assert mistaken(name, "always_training", *case, False) == solved(name, *case, True)
    assert min(modes.values()) > 10


@pytest.mark.parametrize("name", DIAGNOSES)
def test_every_cause_is_an_answer_and_every_option_says_why(name: str):
    answers: Counter[str] = Counter()
    for task in drawn_of(name):
        assert task.answer is not None
        texts, reasons = zip(*task.options, strict=True)
        assert len(set(texts)) == len(set(reasons)) == 4
        assert all(len(why) > 40 and why.endswith(".") for why in reasons)
        answers[texts[int(task.answer)]] += 1
    assert len(answers) == 4 and min(answers.values()) >= 3


def answer_text(task: Variant) -> str:
    """How the text of the right option begins."""
    assert task.answer is not None
    return task.options[int(task.answer)][0]


def test_only_blending_makes_classes_that_were_not_there():
    name, answers = "clinic_edge_classes_diagnosis", set()
    for task in drawn_of(name):
        old, new = (np.array(picture.mask) for picture in task.pictures)
        cases = EXERCISES[name].cases
        copied = functional.interpolate(doubles(old)[None, None], new.shape, mode="nearest")[0, 0].numpy()
        blended = functional.interpolate(doubles(old)[None, None], new.shape, mode="bilinear")[0, 0].numpy()
        results = {
            "They were resized": np.floor(blended + 0.5),
            "Nothing is wrong:": copied,
            "The table of clas": (copied + 1) % len(CLASS_NAMES),
            "They were mirrore": copied[:, ::-1],
        }
        assert [begins for begins, result in results.items() if (result == new).all()] == [
            answer_text(task)[:17]
        ]
        if answer_text(task).startswith("They were resized"):
            assert int(str(task.fields["strange"])) >= 8
            inside = functional.max_pool2d(doubles(old)[None], 3, 1) == -functional.max_pool2d(
                -doubles(old)[None], 3, 1
            )
            assert inside.any() and cases.strange(old, new) == int(str(task.fields["strange"]))
        if answer_text(task).startswith("Nothing"):
            assert task.fields["strange"] == 0
        answers.add(answer_text(task))
    assert len(answers) == 4


def test_only_one_rule_makes_the_reported_score():
    name = "clinic_low_score_diagnosis"
    cases = EXERCISES[name].cases
    assert set(cases.SEEDS) <= set(HELD_OUT_SEEDS)
    for seed in cases.SEEDS:
        truth = street_scene(seed, 64).mask
        assert len(np.unique(truth)) < len(CLASS_NAMES)
        for step in (2, 3, 4):
            confusion = confusion_matrix(cases.coarse(truth, step), truth, len(CLASS_NAMES))
            scores = sorted(cases.scores_of(confusion).values())
            assert np.diff(scores).min() >= 0.02
    for task in drawn_of(name):
        table = [
            [cell.strip() for cell in row.split("|")[1:-1]] for row in str(task.fields["rows"]).split("\n")
        ]
        ious = [float(row[1]) for row in table if row[1] != "none"]
        score = float(task.fields["score"])
        means = {
            "The mean over the": np.mean(ious),
            "with 0": sum(ious) / 8,
            "with 1": (sum(ious) + 8 - len(ious)) / 8,
        }
        right = [begins for begins, value in means.items() if abs(value - score) < 0.002]
        assert all(begins in answer_text(task) for begins in right)
        assert bool(right) != answer_text(task).startswith("All right pixels")


def test_each_recorded_bug_has_its_sign():
    roads = recorded("clinic_road_target_diagnosis")
    assert roads["white"]["losses"]["150"] < -1e6 and roads["white"]["share"] > 0.99
    assert roads["empty"]["losses"]["150"] < 0.01 and roads["empty"]["share"] == 0
    assert 0.1 < roads["inverted"]["losses"]["150"] < 0.5 < roads["inverted"]["share"]
    assert (
        0.1 < roads["right"]["losses"]["150"] < 0.5
        and abs(roads["right"]["share"] - roads["truth_share"]) < 0.1
    )

    outlines = recorded("clinic_border_class_diagnosis")
    sky, sign, own = CLASS_NAMES.index("sky"), CLASS_NAMES.index("sign"), len(CLASS_NAMES)
    for bug, label in {"clipped": sign, "own": own, "zero": sky}.items():
        inside, outside = outlines[bug]["on_outlines"], outlines[bug]["elsewhere"]
        assert inside[label] > 0.4 and inside[label] > 1.5 * outside[label]
        assert all(
            other["on_outlines"][label] < inside[label] / 2
            for key, other in outlines.items()
            if key not in ("labels", bug)
        )

    for bug, runs in recorded("clinic_flat_loss_diagnosis").items():
        for run in runs:
            assert (run["probe"] > 1.2) == (bug == "twice")
            assert (
                (run["moved"] == 0)
                == (bug == "forgets")
                == (len(set(run["accuracies"].values())) == 1 and bug == "forgets")
            )
            assert (run["moved"] < 0.01) == (bug in ("slow", "forgets"))
            assert (run["losses"]["200"] < 1.2) == (bug == "right")

    for batch in recorded("clinic_input_colours_diagnosis")["batches"]:
        assert max(batch["undivided"]["mean"]) > 100 and max(batch["swapped"]["std"]) < 0.6
        assert batch["bgr"]["mean"][1] == batch["right"]["mean"][1]
        assert batch["bgr"]["mean"][0] != batch["right"]["mean"][0]
        assert (
            max(batch[way]["miou"] for way in ("bgr", "swapped", "undivided")) < batch["right"]["miou"] - 0.1
        )

    for scene, bug in EXERCISES["clinic_changing_mask_diagnosis"].cases.symptoms():
        again, alone = scene[bug]["again"] > 0, scene[bug]["alone"] > 0.01
        assert (again, alone) == {"training": (False, True), "fresh": (False, False)}.get(bug, (True, True))
        assert (scene["fresh"]["accuracy"] < 0.4) and (scene["training"]["accuracy"] > 0.9)


@pytest.mark.parametrize("name", DIAGNOSES)
def test_recordings_are_of_pictures_that_no_training_saw(name: str):
    if (EXERCISES[name].folder / "recorded.json").exists():
        firsts = [int(first) for first in re.findall(r'"first": (\d+)', json.dumps(recorded(name)))]
        assert all(first in HELD_OUT_SEEDS for first in [*firsts, *planted_bugs.HELD_OUT])


@pytest.mark.parametrize("exercise", ["road_target", "border_class", "flat_loss"])
def test_the_recorded_trainings_begin_as_they_do_now(exercise: str):
    bugs = {
        "road_target": planted_bugs.ROADS,
        "border_class": planted_bugs.OUTLINES,
        "flat_loss": planted_bugs.CURVES,
    }[exercise]
    for name, bug in bugs.items():
        recording = recorded(f"clinic_{exercise}_diagnosis")[name]
        losses = (recording[0] if isinstance(recording, list) else recording)["losses"]
        steps = sorted(map(int, losses))[:2]
        _, now = planted_bugs.train(bug, steps[-1])
        # Other processors round otherwise, and a training makes more of it with every step.
        assert now[0] == pytest.approx(losses["1"], rel=1e-3)
        assert now[-1] == pytest.approx(losses[str(steps[-1])], rel=0.1, abs=0.02)


def test_the_recorded_predictions_are_what_the_network_says(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(networks, "SCENES", networks.SCENES[:1])
    for recording, now in zip(
        recorded("clinic_odd_shape_diagnosis")["batches"],
        networks.dimensions()["batches"],
        strict=False,
    ):
        assert recording["logits"] == now["logits"]
        for before, after in zip(recording["results"], now["results"], strict=True):
            assert before["shape"] == after["shape"]
            assert after["accuracy"] == (before["accuracy"] and pytest.approx(before["accuracy"], abs=0.01))
    recording, now = recorded("clinic_input_colours_diagnosis"), networks.colours()
    assert recording["mean"] == now["mean"] and recording["std"] == now["std"]
    for before, after in zip(recording["batches"], now["batches"], strict=False):
        for way in ("right", "bgr", "swapped", "undivided"):
            assert after[way]["mean"] == pytest.approx(before[way]["mean"], abs=1e-2)
            assert after[way]["miou"] == pytest.approx(before[way]["miou"], abs=0.01)
    recording, now = recorded("clinic_changing_mask_diagnosis"), networks.companions()
    for before, after in zip(recording["scenes"], now["scenes"], strict=False):
        for bug in ("training", "fresh", "dropout", "mirrored"):
            for number in ("again", "alone", "accuracy"):
                assert after[bug][number] == pytest.approx(before[bug][number], abs=0.01)


def says(name: str, *numbers: str) -> None:
    """The prompt of this exercise has all these numbers."""
    prompt = " ".join(EXERCISES[name].prompt.split())
    assert [number for number in numbers if number not in prompt] == []


def test_the_prompts_of_the_fixes_tell_what_was_recorded():
    white = recorded("clinic_road_target_diagnosis")["white"]["losses"]
    says("clinic_road_target_fix", f"{white['1']:.1f} at the first", f"{white['150']:,.0f} at step 150")
    clipped = recorded("clinic_border_class_diagnosis")["clipped"]
    says(
        "clinic_border_class_fix",
        f"{100 * clipped['on_outlines'][7]:.0f} % of the ignored",
        f"{100 * clipped['elsewhere'][7]:.0f} % of all others",
    )
    curves = recorded("clinic_flat_loss_diagnosis")
    twice, right = curves["twice"][0]["losses"], curves["right"][0]["losses"]
    says("clinic_flat_loss_fix", f"{twice['1']:.3f} to {twice['200']:.3f}", f"at {right['200']:.3f}")
    of_eight = recorded("clinic_odd_shape_diagnosis")["batches"][4]["results"]
    says("clinic_odd_shape_fix", *(f"{100 * result['accuracy']:.1f} %" for result in of_eight[:2]))
    colours = recorded("clinic_input_colours_diagnosis")["batches"][0]
    says("clinic_input_colours_fix", *(f"{colours[way]['miou']:.3f}" for way in ("right", "bgr", "swapped")))
    changes = [scene["training"]["alone"] for scene in recorded("clinic_changing_mask_diagnosis")["scenes"]]
    says("clinic_changing_mask_fix", f"{100 * changes[2]:.1f} %", f"at {100 * networks.NIGHT:.0f} % of their")
    assert recorded("clinic_border_class_diagnosis")["right"]["on_outlines"][7] == 0
    says("clinic_border_class_fix", f"of {len(planted_bugs.HELD_OUT)} new", "called no pixel sign")


def test_the_prompts_of_the_fixes_tell_what_is_computed():
    street = torch.from_numpy(street_scene(1003).mask.astype(np.int64))[None]
    person, sign = CLASS_NAMES.index("person"), CLASS_NAMES.index("sign")
    counts = [
        [int((resized(street, 96, 96) == label).sum()) for label in (person, sign)]
        for resized in (clinic.resize_labels_broken, clinic.resize_labels)
    ]
    says("clinic_edge_classes_fix", "{} pixels are person and {} are sign".format(*counts[0]))
    says("clinic_edge_classes_fix", "given {} and {}".format(*counts[1]))
    one_pixel = doubles([20] + 7 * [0])[None, :, None, None]
    broken = clinic.loss_broken(one_pixel, torch.zeros(1, 1, 1, dtype=torch.long)).item()
    says("clinic_flat_loss_fix", f"It gave {broken:.3f}")
    moved = [run["moved"] for run in recorded("clinic_flat_loss_diagnosis")["right"]]
    hints = " ".join(EXERCISES["clinic_flat_loss_diagnosis"].hints)
    assert f"moves a weight by about {np.mean(moved):.2f}" in hints
    costs = [
        functional.binary_cross_entropy_with_logits(doubles(logit), doubles(255.0)).item() for logit in (0, 4)
    ]
    says("clinic_road_target_fix", f"0 costs {costs[0]:.3f}", f"of 4 costs {costs[1]:,.3f}")


@pytest.mark.skipif("unet" not in available(), reason="the weights are not in assets/weights")
def test_the_score_in_the_prompt_of_the_low_score_is_the_networks():
    scene = street_scene(1071)
    with torch.no_grad():
        mask = load("unet")(as_input(scene.image[None]))[0].argmax(dim=0).numpy()
    confusion, perfect = (confusion_matrix(each, scene.mask, len(CLASS_NAMES)) for each in (mask, scene.mask))
    prompt = EXERCISES["clinic_low_score_fix"].prompt
    told = [float(number) for number in re.findall(r"0\.\d{3}", prompt.split("Repair")[0])]
    computed = [
        clinic.mean_iou_broken(confusion),
        mean_of_present(iou_of(confusion)),
        clinic.mean_iou_broken(perfect),
    ]
    assert told == pytest.approx(computed, abs=0.002)  # another processor rounds a few logits the other way
