"""What the exercises on prompts teach is what pycocotools, scipy, scikit-learn and the lesson compute."""

import re
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from scipy import ndimage
from sklearn.metrics import f1_score

from exercises._engine.catalogue import catalogue, variant
from lessons.flavours.instances import mask_ious, nms
from lessons.metrics.overlap import iou
from lessons.prompting.agreement import agreement
from lessons.prompting.everything import stability
from lessons.prompting.export import run_lengths

SEEDS = range(40)
EXERCISES = catalogue()


def compressed(counts: list[int]) -> bytes:
    """COCO's text for run lengths: each minus the one two before it, five bits to a sign (Lin et al., maskApi.c)."""
    text = bytearray()
    for place, count in enumerate(counts):
        left = count - counts[place - 2] if place > 2 else count
        more = True
        while more:
            bits, left = left & 31, left >> 5
            more = left != (-1 if bits & 16 else 0)
            text.append(bits + (32 if more else 0) + 48)
    return bytes(text)


def test_run_lengths_are_those_of_pycocotools_and_of_the_lesson():
    from pycocotools import mask as coco

    exercise = EXERCISES["coco_rle"]
    for seed in SEEDS:
        for (mask,) in exercise.drawn_cases(seed):
            counts = exercise.solution(mask)
            assert counts == run_lengths(mask)
            encoded = coco.encode(np.asfortranarray(mask, dtype=np.uint8))
            assert encoded["counts"] == compressed(counts)


def test_the_next_click_is_that_of_scipy():
    exercise, signs = EXERCISES["next_click"], set()
    for seed in SEEDS:
        for prediction, truth in exercise.drawn_cases(seed):
            error = np.array(truth) - np.array(prediction)
            largest = np.zeros(error.shape, bool)
            for sign in (1, -1):
                pieces: Any = ndimage.label(error == sign)
                for number in range(1, pieces[1] + 1):
                    piece = pieces[0] == number
                    largest = piece if piece.sum() > largest.sum() else largest
            click = exercise.solution(prediction, truth)
            if not largest.any():
                assert click is None
                continue
            depth: Any = ndimage.distance_transform_cdt(np.pad(largest, 1), "taxicab")
            row, column = np.argwhere(depth == depth.max())[0] - 1
            assert click == (row, column, error[row, column] == 1)
            signs.add(click[2])
    assert signs == {True, False}


def test_masks_that_stay_are_those_of_the_lesson():
    exercise, removed = EXERCISES["mask_nms"], 0
    for seed in SEEDS:
        for masks, scores, threshold in exercise.drawn_cases(seed):
            stack = np.array(masks, bool) if masks else np.zeros((0, 1, 1), bool)
            stay = exercise.solution(masks, scores, threshold)
            assert stay == nms(mask_ious(stack, stack), scores, threshold).tolist()
            removed += len(masks) - len(stay)
    assert removed > 2 * len(SEEDS)


@pytest.mark.parametrize(
    "seeds", [SEEDS[:8], pytest.param(SEEDS[8:], marks=pytest.mark.long)], ids=["some", "all others"]
)
def test_agreement_is_the_mean_f1_of_all_pairs(seeds: range):
    exercise = EXERCISES["annotator_dice"]
    one_if_empty: Any = 1.0
    for seed in seeds:
        for (labels,) in exercise.drawn_cases(seed):
            flat = [np.array(mask).ravel() for mask in labels]
            pairs = [f1_score(one, other, zero_division=one_if_empty) for one, other in combinations(flat, 2)]
            assert exercise.solution(labels) == pytest.approx(np.mean(pairs), abs=1e-12)
            assert exercise.solution(labels) == pytest.approx(agreement(labels).mean, abs=1e-12)


def test_the_loss_of_a_wrong_pick_is_counted_from_the_masks():
    exercise, most = EXERCISES["picked_or_best"], set()
    for seed in SEEDS:
        task = variant(exercise, seed)
        truth, *candidates = (picture.mask for picture in task.pictures)
        true = [iou(mask, truth, 1) for mask in candidates]
        predictions = [float(task.fields[f"predicted_{place}"]) for place in (1, 2, 3)]
        assert task.answer == pytest.approx(max(true) - true[int(np.argmax(predictions))])
        assert task.answer and task.answer > 0
        numbers = [task.answer, *(value for value, _ in task.mistakes)]
        assert all(abs(one - other) > 2 * exercise.tolerance for one, other in combinations(numbers, 2))
        assert len(numbers) >= 5
        most.add(int(np.argmax(true)))
    assert most == {0, 1, 2}


def test_the_stability_score_is_that_of_the_lesson():
    exercise, ties = EXERCISES["stability_by_hand"], 0
    for seed in SEEDS:
        task = variant(exercise, seed)
        rows = str(task.fields["logits"]).replace("−", "-").split("\n")
        logits = np.array([[float(value) for value in row.split()] for row in rows])
        offset = float(task.fields["offset"])
        assert task.answer == pytest.approx(float(stability(logits, offset)))
        numbers = [task.answer, *(value for value, _ in task.mistakes)]
        assert all(abs(one - other) > 2 * exercise.tolerance for one, other in combinations(numbers, 2))
        ties += bool((np.abs(logits) == offset).any())
    assert ties > 5


def test_looking_once_is_counted_click_by_click():
    exercise = EXERCISES["embed_once"]
    for seed in SEEDS:
        task = variant(exercise, seed)
        embed, decode, objects, clicks = (
            int(task.fields[name]) for name in ("embed", "decode", "objects", "clicks")
        )
        again, once = 0, embed
        for _ in range(objects * clicks):
            again += embed + decode
            once += decode
        assert task.answer == pytest.approx(again / once)
        numbers = [task.answer, *(value for value, _ in task.mistakes)]
        assert all(abs(one - other) > 2 * exercise.tolerance for one, other in combinations(numbers, 2))


def fits(text: str, mask: np.ndarray) -> bool:
    """Whether a mask does what a prompt says, read from its words."""
    for sign, row, column in re.findall(r"([+−]) row (\d+), column (\d+)", text):
        if mask[int(row) - 1, int(column) - 1] != (sign == "+"):
            return False
    match = re.search(r"rows (\d+) to (\d+), columns (\d+) to (\d+)", text)
    if not match:
        return True
    rows, columns = np.flatnonzero(mask.any(axis=1)) + 1, np.flatnonzero(mask.any(axis=0)) + 1
    return [*map(int, match.groups())] == [rows[0], rows[-1], columns[0], columns[-1]]


def test_exactly_one_prompt_fits_the_mask():
    exercise, answers, boxes = EXERCISES["which_prompt"], set(), 0
    for seed in SEEDS:
        task = variant(exercise, seed)
        mask = np.array(task.pictures[0].mask, bool)
        right = [fits(text, mask) for text, _ in task.options]
        assert right.count(True) == 1 and right.index(True) == task.answer
        assert len({text for text, _ in task.options}) == 4
        answers.add(task.answer)
        boxes += "The box is not around" in str(task.options)
    assert answers == {0, 1, 2, 3} and boxes > 5
