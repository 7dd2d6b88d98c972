"""Scores by object: who finds everything scores 1, and each kind of mistake costs what it should."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from lessons.models import THINGS
from lessons.models.fitting.instance_scoring import score_objects
from lessons.models.fitting.instances import objects_of
from lessons.models.pictures import Pictures, scene_pictures

CPU = torch.device("cpu")
CLASSES = ("background", *THINGS)
Answer = dict[str, Tensor]


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    return scene_pictures(range(9000, 9006))


class Answers(nn.Module):
    """Gives the truth of each picture in turn, changed by `change`, as a network would give it."""

    def __init__(self, pictures: Pictures, change: Callable[[Answer], Answer]):
        super().__init__()
        self.truths = iter(
            [objects_of(*each) for each in zip(pictures.masks, pictures.instance_ids, strict=True)]
        )
        self.change = change

    def forward(self, images: list[Tensor]) -> list[Answer]:
        truth = next(self.truths)
        answer = {
            "boxes": torch.from_numpy(truth.boxes),
            "labels": torch.from_numpy(truth.labels),
            "scores": torch.full((len(truth),), 0.9),
            "masks": torch.from_numpy(truth.masks).float()[:, None],
        }
        assert images[0].shape == (3, 128, 128)
        return [self.change(answer)]


def scored(pictures: Pictures, change: Callable[[Answer], Answer]):
    return score_objects(Answers(pictures, change), pictures, CLASSES, CPU)


def test_the_truth_scores_one(pictures: Pictures):
    found = scored(pictures, lambda answer: answer)
    assert found.count == 6 and found.matched_iou == 1
    assert set(found.recall) == set(found.sure_precision) == {1.0}
    labels = [objects_of(*each).labels for each in zip(pictures.masks, pictures.instance_ids, strict=True)]
    assert found.objects == tuple(np.bincount(np.concatenate(labels), minlength=5)[1:])


def test_nothing_found_has_no_precision(pictures: Pictures):
    found = scored(pictures, lambda answer: {key: value[:0] for key, value in answer.items()})
    assert set(found.recall) == {0.0}
    assert np.isnan(found.sure_precision).all() and np.isnan(found.matched_iou)


def test_the_right_mask_with_the_wrong_name_is_no_find(pictures: Pictures):
    found = scored(pictures, lambda answer: answer | {"labels": answer["labels"] % 4 + 1})
    assert set(found.recall) == set(found.sure_precision) == {0.0}


def test_finding_a_thing_twice_costs_precision_alone(pictures: Pictures):
    found = scored(pictures, lambda answer: {key: torch.cat([value, value]) for key, value in answer.items()})
    assert set(found.recall) == {1.0} and set(found.sure_precision) == {0.5}


def test_an_unsure_find_is_one_but_no_sure_one(pictures: Pictures):
    found = scored(pictures, lambda answer: answer | {"scores": torch.full_like(answer["scores"], 0.3)})
    assert set(found.recall) == {1.0} and set(found.sure_recall) == {0.0}
    assert np.isnan(found.sure_precision).all()


def test_half_of_a_mask_is_too_little(pictures: Pictures):
    def cut(answer: Answer) -> Answer:
        masks = answer["masks"].clone()
        for mask in masks:
            inside = mask.nonzero()
            mask[tuple(inside[: len(inside) // 2 + 1].T)] = 0
        return answer | {"masks": masks}

    assert set(scored(pictures, cut).recall) == {0.0}


def test_finding_a_thing_too_small_to_count_is_not_held_against_it():
    truth = np.zeros((1, 128, 128), np.uint8)
    mask, ids = truth.copy(), truth.copy()
    mask[0, 10:30, 10:30], ids[0, 10:30, 10:30] = 5, 1  # a car
    mask[0, 50:53, 50:55], ids[0, 50:53, 50:55] = 6, 2  # a person of 15 pixels
    scene = Pictures(np.zeros((1, 128, 128, 3), np.uint8), mask, ids)

    def and_another(rows: slice, columns: slice) -> Callable[[Answer], Answer]:
        def change(answer: Answer) -> Answer:
            more = torch.zeros(1, 1, 128, 128)
            more[0, 0, rows, columns] = 1
            return {
                "boxes": torch.cat([answer["boxes"], answer["boxes"]]),
                "labels": torch.tensor([1, 2]),
                "scores": torch.tensor([0.9, 0.8]),
                "masks": torch.cat([answer["masks"], more]),
            }

        return change

    small = scored(scene, and_another(slice(50, 53), slice(50, 55)))
    assert (
        small.objects == (1, 0, 0, 0) and small.sure_precision[0] == 1 and np.isnan(small.sure_precision[1])
    )
    nowhere = scored(scene, and_another(slice(90, 99), slice(90, 99)))
    assert nowhere.sure_precision[:2] == (1, 0)
