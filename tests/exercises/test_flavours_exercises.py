"""What the exercises on the three flavours teach is what scipy, torchvision and torchmetrics compute."""

import re
from collections import Counter
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from scipy import ndimage

# torchmetrics imports torchvision, which takes the operators it lacks from here, so this comes first.
from lessons.models.torchvision_operators import torchvision  # isort: skip
from torchmetrics.detection import PanopticQuality

from exercises._engine.catalogue import catalogue, variant
from exercises._engine.variants import Variant
from lessons.flavours.kinds import STUFF
from lessons.models import THINGS

SEEDS = range(40)
EXERCISES = catalogue()


def pieces_by_scipy(region: list[list[int]], neighbours: int) -> NDArray[np.int32]:
    structure = ndimage.generate_binary_structure(2, 1 if neighbours == 4 else 2)
    pieces: Any = ndimage.label(np.array(region), structure)
    return pieces[0]


def test_components_are_those_of_scipy():
    exercise = EXERCISES["connected_components"]
    for seed in SEEDS:
        for (region,) in exercise.drawn_cases(seed):
            pieces = pieces_by_scipy(region, 4)
            count = pieces.max()
            numbers = np.array(exercise.solution(region))
            assert len(set(zip(numbers.flat, pieces.flat, strict=True)) - {(0, 0)}) == count == numbers.max()
            firsts = [numbers.flatten().tolist().index(number) for number in range(1, count + 1)]
            assert firsts == sorted(firsts)


def test_components_are_drawn_with_corners_and_with_several_pieces():
    exercise = EXERCISES["connected_components"]
    regions = [region for seed in SEEDS for (region,) in exercise.drawn_cases(seed)[-6:]]
    joined, apart = (
        np.array([pieces_by_scipy(each, neighbours).max() for each in regions]) for neighbours in (8, 4)
    )
    assert np.mean(joined < apart) > 0.3
    assert np.mean(apart > 1) > 0.5


def test_boxes_are_those_of_scipy():
    exercise, missing = EXERCISES["boxes_from_masks"], 0
    for seed in SEEDS:
        for ids, number in exercise.drawn_cases(seed):
            found = ndimage.find_objects((np.array(ids) == number).astype(int))
            missing += not found
            rows, columns = found[0] if found else (None, None)
            box = (columns.start, rows.start, columns.stop, rows.stop) if rows and columns else None
            assert exercise.solution(ids, number) == box
    assert missing > len(SEEDS)


def test_boxes_that_stay_are_those_of_torchvision():
    exercise, removed = EXERCISES["nms_by_hand"], 0
    for seed in SEEDS:
        for boxes, scores, threshold in exercise.drawn_cases(seed):
            # Doubles: in single precision an IoU of 0.3 may lie above 0.3.
            tensors = torch.tensor(boxes, dtype=torch.float64).reshape(-1, 4), torch.tensor(scores).double()
            stay = exercise.solution(boxes, scores, threshold)
            assert stay == torchvision.ops.nms(*tensors, threshold).tolist()
            removed += len(boxes) - len(stay)
    assert removed > 3 * len(SEEDS)


def test_inputs_of_nms_do_not_hang_on_the_last_bit():
    valid = EXERCISES["nms_by_hand"].cases.valid
    halves = [(0, 0, 4, 1), (0, 0, 2, 1)]
    assert valid(halves, [0.5, 0.6], 0.5)
    assert valid(halves, [0.5, 0.6], 0.4)
    assert not valid([(0, 0, 10, 1), (0, 0, 3, 1)], [0.5, 0.6], 0.3)
    assert not valid(halves, [0.5, 0.5], 0.5)
    assert not valid([(4, 0, 4, 1)], [0.5], 0.5)


@pytest.mark.parametrize("seed", SEEDS)
def test_stuff_and_things_are_told_apart_by_what_was_numbered(seed: int):
    exercise = EXERCISES["stuff_or_things"]
    task = variant(exercise, seed)
    place = next(each for each in exercise.cases.PLACES if each.name == task.fields["place"])
    classes = str(task.fields["classes"]).split(", ")
    selections = [
        set(classes) if text == "All of them" else set(re.split(", | and ", text)) for text, _ in task.options
    ]
    assert task.answer is not None
    left_whole = "without numbers" in str(task.fields["note"])
    things = set(classes) & ({*place.things} if left_whole else {*place.things, place.unnumbered})
    right = things if task.fields["asked"] == "things" else set(classes) - things
    assert selections[int(task.answer)] == right
    assert all(one != other for one, other in combinations(selections, 2))
    assert (place.unnumbered in classes) == (place.unnumbered in str(task.fields["note"]))
    assert set(classes) <= {*place.stuff, *place.things, place.unnumbered}


def test_the_street_is_the_one_of_the_lesson():
    cases = EXERCISES["stuff_or_things"].cases
    street, plurals = cases.PLACES[0], cases.PLURALS
    assert {plurals[name] for name in THINGS} == set(street.things)
    assert {plurals.get(name, name) for name in STUFF} == {*street.stuff, street.unnumbered}


def test_every_job_is_drawn_and_no_flavour_is_the_usual_one():
    exercise = EXERCISES["which_flavour"]
    jobs = {job.text: job for job in exercise.cases.JOBS}
    task = [variant(exercise, seed) for seed in range(150)]
    assert {each.fields["job"] for each in task} == set(jobs)
    counts = Counter(job.needs for job in jobs.values())
    assert set(counts) == set(exercise.cases.FLAVOURS)
    assert min(counts.values()) >= 5
    for each in task:
        assert each.answer is not None
        title, _ = each.options[int(each.answer)]
        assert title.lower().startswith(jobs[str(each.fields["job"])].needs)
    reasons = [why for job in jobs.values() for why in (job.semantic, job.instance, job.panoptic)]
    assert len(set(reasons)) == len(reasons)


def question_and_answer(task: Variant) -> tuple[str, int]:
    """The sort of question that `panoptic_id` asks, and its answer by way of the digits of the id."""
    classes = {name: label for label, name in re.findall(r"(\d+) (\w+)", str(task.fields["classes"]))}
    question = str(task.fields["question"])
    if match := re.search(r"\*\*(\w+) number (\d+)\*\*", question):
        return "write a thing", int(classes[match[1]] + match[2].zfill(3))
    if match := re.search(r"shows \*\*(\w+)\*\*", question):
        return "write stuff", int(classes[match[1]] + "000")
    if match := re.search(r"id \*\*(\d+)\*\*\. What is (the number|its class)", question):
        return match[2], int(match[1][-3:] if match[2] == "the number" else match[1][:-3])
    (what,), cells = re.findall(r"\*\*(\w+)\*\*", question), set(re.findall(r"\b\d{4}\b", question))
    objects = [cell for cell in cells if not cell.endswith("000")]
    if what != "objects":
        single = {"cars": "car", "people": "person", "signs": "sign", "trees": "tree"}[what]
        objects = [cell for cell in objects if cell[0] == classes[single]]
    return f"count {'objects' if what == 'objects' else 'one class'}", len(objects)


def test_panoptic_ids_are_split_at_the_last_three_digits():
    exercise, questions = EXERCISES["panoptic_id"], set()
    for seed in range(80):
        task = variant(exercise, seed)
        question, answer = question_and_answer(task)
        assert task.answer == answer
        values = [task.answer, *(value for value, _ in task.mistakes)]
        assert len(set(values)) == len(values) >= 4
        questions.add(question)
    assert len(questions) == 6


def grid(text: object) -> torch.Tensor:
    """A printed map of car numbers as torchmetrics takes it: class 1 for cars, 0 for road; (1, height, width, 2)."""
    numbers = torch.tensor(
        [[0 if cell == "." else int(cell) for cell in row.split()] for row in str(text).split("\n")]
    )
    return torch.stack([(numbers > 0).long(), numbers], dim=-1)[None]


def test_panoptic_quality_is_that_of_torchmetrics():
    exercise, halves, loose = EXERCISES["panoptic_quality_by_hand"], 0, 0
    for seed in SEEDS:
        task = variant(exercise, seed)
        quality = PanopticQuality({1}, {0}, return_sq_and_rq=True, return_per_class=True)
        pq, sq, rq = quality(grid(task.fields["prediction"]), grid(task.fields["truth"]))[0].tolist()
        assert task.answer == pytest.approx(pq, abs=1e-6)
        named = {message.split(",")[0]: value for value, message in task.mistakes}
        # One of them may be left out where another wrong way has the same number.
        assert named.get("That is SQ", sq) == pytest.approx(sq, abs=1e-6)
        assert named.get("That is RQ", rq) == pytest.approx(rq, abs=1e-6)
        numbers = [task.answer, *(value for value, _ in task.mistakes)]
        assert all(abs(one - other) > 2 * exercise.tolerance for one, other in combinations(numbers, 2))
        assert len(numbers) >= 7
        halves += any("exactly 0.5" in message for _, message in task.mistakes)
        loose += any("too little" in message for _, message in task.mistakes)
    assert min(halves, loose) >= len(SEEDS) // 8
