"""What the exercises on losses and curves teach is what torch, scikit-learn and the recordings say."""

import random
import re

import numpy as np
import pytest
import torch
from sklearn.utils.class_weight import compute_class_weight

from exercises._engine.catalogue import catalogue, variant
from lessons.metrics.overlap import dice_from_iou
from lessons.training import tumour
from lessons.training.losses import LOSSES, class_weights, cross_entropy, dice, focal
from lessons.training.recorded import recorded

SEEDS = range(40)
EXERCISES = catalogue()


def test_the_soft_dice_loss_is_that_of_the_lesson():
    loss, cases = EXERCISES["soft_dice_loss"].solution, EXERCISES["soft_dice_loss"].cases
    for seed in SEEDS:
        probs, truth = cases.draw(random.Random(seed))
        p, t = torch.tensor(probs, dtype=torch.float64), torch.tensor(truth)
        # The lesson's loss is the mean over both classes; that of the object alone is the mean's rest.
        logits = torch.stack([(1 - p).log(), p.log()])[None]
        of_both = dice(logits, t[None]).item() * (2 if not t.all() else 1)
        of_background = loss((1 - p).tolist(), (1 - t).tolist()) if not t.all() else 0.0
        assert loss(probs, truth) == pytest.approx(of_both - of_background, abs=1e-9)


def test_the_class_weights_are_scikit_learns_and_the_lessons():
    weights, cases = EXERCISES["weights_from_counts"].solution, EXERCISES["weights_from_counts"].cases
    for seed in SEEDS:
        (counts,) = cases.draw(random.Random(seed))
        present = [label for label, count in enumerate(counts) if count]
        labels = np.repeat(np.arange(len(counts)), counts)
        balanced = compute_class_weight("balanced", classes=np.array(present), y=labels)
        own_weights = weights(counts)
        assert [own_weights[label] for label in present] == pytest.approx(balanced.tolist())
        assert all(own_weights[label] == 0.0 for label in range(len(counts)) if label not in present)
        if len(present) == len(counts):
            lesson = class_weights(torch.tensor(counts), "inverse")
            assert own_weights == pytest.approx(lesson.tolist(), rel=1e-5)


def test_the_focal_weight_is_the_ratio_of_the_lessons_losses():
    for seed in SEEDS:
        task = variant(EXERCISES["focal_weight"], seed)
        class_name, p, true = re.findall(
            r"gives the (\w+) a probability of ([0-9.]+)\. The truth there is \*\*(\w+)",
            str(task.fields["story"]),
        )[0]
        of_tumour = float(p) if class_name == "tumour" else 1 - float(p)
        logits = torch.tensor([1 - of_tumour, of_tumour], dtype=torch.float64).log()[None, :, None, None]
        truth = torch.tensor([[[int(true == "tumour")]]])
        gamma = float(task.fields["gamma"])
        ratio = focal(logits, truth, gamma=gamma) / cross_entropy(logits, truth)
        assert task.answer == pytest.approx(ratio.item(), abs=1e-6)


def test_iou_and_dice_losses_are_brought_to_one_scale():
    ways = set()
    for seed in SEEDS:
        task = variant(EXERCISES["iou_to_dice_loss"], seed)
        value = float(re.findall(r"\*\*([0-9.]+)\*\*", str(task.fields["story"]))[0])
        assert task.answer is not None
        iou, loss = (value, task.answer) if "IoU of" in str(task.fields["story"]) else (task.answer, value)
        assert 1 - dice_from_iou(iou) == pytest.approx(loss, abs=1e-5)
        ways.add(iou == value)
    assert ways == {True, False}


@pytest.mark.parametrize("name", ["focal_weight", "iou_to_dice_loss"])
def test_wrong_numbers_lie_apart(name: str):
    tolerance, fields = EXERCISES[name].tolerance, set()
    for seed in SEEDS:
        task = variant(EXERCISES[name], seed)
        values = sorted([task.answer or 0.0, *(value for value, _ in task.mistakes)])
        assert np.diff(values).min() > 2 * tolerance
        fields.add(repr(task.fields))
    assert len(fields) > 15


def test_a_mask_that_misses_costs_what_the_tumour_exercise_says():
    """With weights of 1 / share, missing every tumour pixel costs as much as so many false ones."""
    cases, seen = EXERCISES["loss_for_a_tumour"].cases, set()
    for seed in SEEDS:
        task = variant(EXERCISES["loss_for_a_tumour"], seed)
        share = float(str(task.fields["share"]).split()[0]) / 100
        texts = " ".join(why for _, why in task.options)
        times = int(re.findall(r"as much as about (\d+) false", texts)[0])
        weights = class_weights(torch.tensor([round(1000 * (1 - share)), round(1000 * share)]), "inverse")
        assert times == round(float(weights[1] / weights[0]))
        situation = next(name for name, goals in cases._GOALS.items() if task.fields["goal"] in goals)
        if "marks nothing" in str(task.fields["state"]):
            assert f"**{100 * (1 - share):g} %**" in str(task.fields["state"])
        assert task.options[int(task.answer or 0)][0] == cases._TITLES[situation]
        seen.add(situation)
    assert seen == set(cases._TITLES)
    assert {each.title for each in LOSSES} >= {"Cross-entropy + Dice", "Focal"}


def test_what_the_tumour_exercise_says_was_recorded_was_recorded_with_every_seed():
    """Late and thin without help, fat with weights, nearest to the right amount with Dice and cross-entropy."""
    (plain, focal, weighted), (both,) = (
        [tumour.outcomes(*loss) for loss in losses]
        for losses in (
            (("cross_entropy", "none"), ("focal", "none"), ("cross_entropy", "inverse")),
            (("ce_dice", "none"),),
        )
    )
    early = tumour.outcomes("cross_entropy", step=tumour.EARLY)
    assert len(plain) == len(focal) == len(weighted) == len(both) > 1
    for before, one, doubtful, heavy in zip(early, plain, focal, weighted, strict=True):
        assert one.iou > before.iou + 0.1, "it does find them in the end"
        assert min(one.missed, doubtful.missed) > 0.5 and one.painted < 0.7, "thin masks"
        assert heavy.missed < 0.05 and heavy.painted > 5, "fat masks"
        assert doubtful.iou < one.iou + 0.05, "no better without weights"
        for each in both:
            assert each.iou > max(one.iou, doubtful.iou, heavy.iou)
            assert heavy.missed < each.missed < one.missed
    dice = tumour.outcomes("dice")
    assert min(each.iou for each in (*both, *dice)) > max(
        each.iou for each in (*plain, *focal, *weighted, *tumour.outcomes("focal", "inverse"))
    )
    numbers = tumour.numbers()
    texts = {
        option: why
        for seed in SEEDS
        for option, why in variant(EXERCISES["loss_for_a_tumour"], seed).options
        if option.startswith("Plain")
    }
    assert all(
        numbers[name] in why for name in ("ce_early", "ce_late", "ce_missed") for why in texts.values()
    )


def test_the_charts_of_a_training_are_what_was_recorded():
    for seed in SEEDS:
        task = variant(EXERCISES["reading_curves"], seed)
        loss, scores = task.charts
        (run,) = [
            run
            for name in ("rate", "four", "collapse")
            for run in recorded(name).runs
            if scores.curves[1][1] == tuple((look.step, round(look.miou, 4)) for look in run.looks)
        ]
        losses = [each for look in run.looks for each in look.losses]
        ((_, points),) = loss.curves
        assert points[-1] == (len(losses), pytest.approx(float(np.mean(losses[-10:])), abs=1e-4))
        rarest = scores.curves[2][0].removeprefix("IoU of ")
        assert rarest == task.fields["rarest"] and rarest in run.settings.class_names


def test_each_recorded_curve_shows_what_its_exercise_says():
    cases = EXERCISES["reading_curves"].cases
    for sign_name, places in cases._PLACES.items():
        assert places
        for name, place in places:
            run = recorded(name).runs[place]
            first, last = run.looks[1], run.looks[-1]
            start, end = (float(np.mean(look.losses[-10:])) for look in (first, last))
            rarest = last.per_class_iou[cases._rarest(run)]
            signs = {
                "cliff": end > 0.7,
                "by_heart": end < 0.1 and last.miou < 0.6,
                "fat": end < 0.5 and last.pixel_accuracy < 0.7 and rarest < 0.05,
                "healthy": end < 0.8 * start and last.miou > first.miou + 0.05 and end > 0.3,
            }
            assert [sign for sign, there in signs.items() if there] == [sign_name], (name, place, start, end)


def test_all_four_kinds_of_curves_are_drawn():
    answers = set()
    for seed in SEEDS:
        task = variant(EXERCISES["reading_curves"], seed)
        answers.add(task.options[int(task.answer or 0)][0])
    assert len(answers) == 4
