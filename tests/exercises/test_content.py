"""What the exercises teach agrees with `lessons.metrics` and NumPy, for many seeds."""

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from exercises._engine.catalogue import DRAWN_CASES, ROOT, Exercise, catalogue, variant
from exercises._engine.kinds import number
from exercises._engine.types import VerdictKind
from lessons.metrics import confusion, overlap

SEEDS = range(40)
EXERCISES = catalogue()


def of_kind(kind: str) -> list[Exercise]:
    return [exercise for exercise in EXERCISES.values() if exercise.kind == kind]


def test_class_map_is_numpys_argmax():
    exercise = EXERCISES["argmax_per_pixel"]
    for seed in SEEDS:
        for (scores,) in exercise.drawn_cases(seed):
            names = np.asarray(exercise.class_names)[np.asarray(scores).argmax(axis=-1)]
            assert exercise.solution(scores) == names.tolist()


def test_code_metrics_agree_with_the_lesson():
    accuracy, both, mean = (EXERCISES[name] for name in ("pixel_accuracy", "iou_and_dice", "mean_iou"))
    for seed in SEEDS:
        for pair in accuracy.drawn_cases(seed):
            assert accuracy.solution(*pair) == pytest.approx(confusion.pixel_accuracy(*pair), abs=1e-12)
        for case in both.drawn_cases(seed):
            wanted = (overlap.iou(*case), overlap.dice(*case))
            assert both.solution(*case) == pytest.approx(wanted, abs=1e-12)
        for case in mean.drawn_cases(seed):
            assert mean.solution(*case) == round(overlap.mean_iou(*case), 3)


def test_no_mean_iou_case_lies_near_a_rounding_tie():
    exercise = EXERCISES["mean_iou"]
    for seed in SEEDS:
        for case in exercise.drawn_cases(seed):
            thousandths = 1000 * overlap.mean_iou(*case)
            assert abs(thousandths % 1 - 0.5) > 1e-6


def outcome_of(run: Callable[..., Any], case: tuple[Any, ...]) -> Any:
    """What a function makes of a case; a mistake may fail on some, which tells it apart as well."""
    try:
        return run(*case)
    except (ArithmeticError, LookupError, ValueError) as error:
        return type(error).__name__


@pytest.mark.parametrize("exercise", of_kind("code"), ids=lambda exercise: exercise.id)
def test_fixed_cases_alone_separate_all_mistakes(exercise: Exercise):
    functions = {mistake.name: function for mistake, function in exercise.mistake_functions}
    functions["solution"] = exercise.solution
    outcomes = {
        name: [outcome_of(run, case) for case in exercise.cases.FIXED] for name, run in functions.items()
    }
    assert len({repr(values) for values in outcomes.values()}) == len(functions) >= 5


def test_the_guide_for_authors_says_how_many_inputs_are_drawn():
    guide = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "a graded run adds six of them" in guide and DRAWN_CASES == 6
    for exercise in of_kind("code"):
        assert len(exercise.drawn_cases(0)) == len(exercise.cases.FIXED) + 6


def test_fewest_cells_is_the_minimum():
    fewest = EXERCISES["golf_fewest_cells"].cases.fewest
    for area in range(1, 101):
        reaching = [k for k in range(1, 101) for shared in [min(k, area)] if 10 * shared >= 4 * (k + area)]
        assert fewest(area) == reaching[0]


@pytest.mark.parametrize("exercise", of_kind("mask"), ids=lambda exercise: exercise.id)
def test_every_mask_puzzle_can_be_solved_and_does_not_begin_solved(exercise: Exercise):
    for seed in SEEDS:
        task = variant(exercise, seed)
        right, wrong = exercise.cases.specimens(task)
        assert right
        for mask in right:
            assert all(condition.met for condition in exercise.cases.conditions(mask, task))
        for mask in (*wrong, task.start):
            assert not all(condition.met for condition in exercise.cases.conditions(mask, task))


def test_equal_dice_draws_both_sorts_of_prediction():
    exercise = EXERCISES["golf_equal_dice"]
    outlines = [float(variant(exercise, seed).fields["boundary"]) for seed in SEEDS]
    assert min(outlines) < 0.45 < 0.55 < max(outlines)


def test_iou_by_hand_tells_its_wrong_numbers_apart():
    exercise = EXERCISES["iou_by_hand"]
    for seed in SEEDS:
        task = variant(exercise, seed)
        prediction, truth = (picture.mask for picture in task.pictures)
        assert task.answer == overlap.iou(prediction, truth, 1)
        numbers = [task.answer, *(value for value, _ in task.mistakes)]
        assert all(abs(one - other) > 2 * exercise.tolerance for one, other in combinations(numbers, 2))


def test_argmax_ties_answers_as_numpy_unless_ties_stay_without_a_label():
    exercise, tied, seen = EXERCISES["argmax_ties"], 0, set()
    for seed in SEEDS:
        task = variant(exercise, seed)
        scores = [float(task.fields[f"score_{place}"]) for place in range(3)]
        tie, alone = scores.count(max(scores)) > 1, "alone" in str(task.fields["rule"])
        assert task.answer == (exercise.cases.NOBODY if tie and alone else int(np.argmax(scores)))
        tied += tie
        seen.add((alone, tie))
    assert tied >= len(SEEDS) // 3
    assert len(seen) == 4


def test_which_prediction_asks_about_the_trap_and_about_honest_accuracy():
    exercise, seen = EXERCISES["which_prediction"], set()
    for seed in range(100):
        task = variant(exercise, seed)
        truth, *predictions = (picture.mask for picture in task.pictures)
        accuracies = [confusion.pixel_accuracy(mask, truth) for mask in predictions]
        mious = [overlap.mean_iou(mask, truth, 3) for mask in predictions]
        assert predictions[0] != predictions[1]
        if mious[0] == mious[1]:
            assert task.answer == 2
        else:
            # Nobody has to tell two means apart that are nearly the same.
            assert task.answer == mious.index(max(mious)) and abs(mious[0] - mious[1]) > 0.02
        same = accuracies[0] == accuracies[1]
        seen.add((task.answer, None if same else accuracies.index(max(accuracies)) == task.answer))
    assert seen == {(place, told) for place in (0, 1) for told in (True, False, None)} | {(2, None)}


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_texts(exercise: Exercise):
    assert 3 <= len(exercise.hints) <= 4
    assert "Why it matters:" in exercise.prompt
    # Hints are shown as they are; only the prompt's fields are filled in.
    assert not any("{" in hint for hint in exercise.hints)
    if exercise.kind != "code":
        assert set(re.findall(r"\{(\w+)\}", exercise.prompt)) == set(variant(exercise, 0).fields)


@pytest.mark.parametrize("exercise", of_kind("number"), ids=lambda exercise: exercise.id)
def test_a_wrong_number_is_told_the_values_behind_the_right_one(exercise: Exercise):
    for seed in SEEDS:
        task = variant(exercise, seed)
        verdict = number.grade(exercise, -123456.5, seed)
        assert verdict.kind is VerdictKind.WRONG and verdict.message.endswith(task.worked)
        assert re.search(r"\d", task.worked) and task.worked.endswith(".")
        # It shows the way, and still leaves the last step to the learner.
        told = [float(each) for each in re.findall(r"\d+(?:\.\d+)?", task.worked)]
        assert (exercise.decimals or 0) < 2 or all(
            abs(each - float(task.answer or 0)) > exercise.tolerance for each in told
        )


def test_the_values_behind_an_iou_are_what_is_shared_and_the_union():
    exercise = EXERCISES["iou_by_hand"]
    for seed in SEEDS:
        task = variant(exercise, seed)
        shared, union = map(int, re.findall(r"\d+", task.worked))
        assert task.answer == shared / union
