import threading

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix
from torchmetrics.segmentation import MeanIoU

from lessons.challenge.archives import ArchiveError
from lessons.challenge.desk import Desk
from lessons.challenge.pictures import from_scenes, packed, unpacked, unzipped, zipped
from lessons.challenge.scoring import Metric, PictureScore, draw_halves, score
from lessons.metrics.boundary import default_width, per_class_boundary_iou
from lessons.scenes import CLASS_NAMES
from lessons.waiting import Full
from tests.lessons.strategies import blobs

CLASSES = 4
MIOU, CAR_ONLY, OUTLINES = Metric("miou"), Metric("class_iou", 2), Metric("boundary_miou")


def some(count: int, seed: int) -> tuple[list[NDArray], list[NDArray]]:
    pairs = [blobs(seed + at, 48, 64, CLASSES, noise=0.05) for at in range(count)]
    return [one.astype(np.uint8) for one, _ in pairs], [other.astype(np.uint8) for _, other in pairs]


def oracle(masks: list[NDArray], truths: list[NDArray]) -> NDArray[np.float64]:
    """The IoU of each class over all pixels together, from scikit-learn's matrix."""
    truth, mask = (np.concatenate([each.ravel() for each in grids]) for grids in (truths, masks))
    counts = confusion_matrix(truth[truth != 255], mask[truth != 255], labels=range(CLASSES))
    shared = np.diagonal(counts)
    either = counts.sum(axis=0) + counts.sum(axis=1) - shared
    return np.divide(shared, either, out=np.full(CLASSES, np.nan), where=either > 0)


@given(st.integers(0, 10_000), st.integers(2, 6), st.booleans())
def test_scores_are_those_of_scikit_learn(seed: int, count: int, void: bool) -> None:
    masks, truths = some(count, seed)
    if void:
        truths[0][:9] = 255
    public = tuple(range(0, count, 2))
    of_public = [each[0::2] for each in (masks, truths)]
    of_hidden = [each[1::2] for each in (masks, truths)]
    scored = score(masks, truths, public, CLASSES, MIOU)
    assert scored.public == pytest.approx(np.nanmean(oracle(*of_public)))
    assert scored.hidden == pytest.approx(np.nanmean(oracle(*of_hidden)))
    one_class = score(masks, truths, public, CLASSES, CAR_ONLY)
    assert one_class.public == pytest.approx(oracle(*of_public)[2], nan_ok=True)
    for place, alone in zip(public, scored.pictures, strict=True):
        mask, truth = masks[place], truths[place]
        assert alone.picture == place
        assert alone.score == pytest.approx(np.nanmean(oracle([mask], [truth])))
        assert alone.wrong == pytest.approx((mask != truth)[truth != 255].mean())


def test_the_mean_iou_of_one_picture_is_that_of_torchmetrics() -> None:
    masks, truths = some(2, 5)
    scored = score(masks, truths, (0,), CLASSES, MIOU)
    theirs = MeanIoU(num_classes=CLASSES, input_format="index")
    theirs.update(torch.from_numpy(masks[0][None]).long(), torch.from_numpy(truths[0][None]).long())
    assert scored.public == pytest.approx(theirs.compute().item(), abs=1e-6)


def test_outlines_count_where_the_metric_says_so() -> None:
    masks, truths = some(2, 9)
    scored = score(masks, truths, (1,), CLASSES, OUTLINES)
    expected = per_class_boundary_iou(masks[1], truths[1], CLASSES, default_width(48, 64))
    assert scored.public == pytest.approx(np.nanmean(expected))
    assert scored.public < score(masks, truths, (1,), CLASSES, MIOU).public


def test_nothing_of_the_hidden_half_is_in_the_scores_of_pictures() -> None:
    masks, truths = some(4, 2)
    other = [*masks[:2], *(np.zeros_like(mask) for mask in masks[2:])]
    one, another = (score(each, truths, (0, 1), CLASSES, MIOU) for each in (masks, other))
    assert one.pictures == another.pictures and one.public == another.public
    assert one.hidden > another.hidden
    assert [each.picture for each in one.pictures] == [0, 1] and isinstance(one.pictures[0], PictureScore)


def test_halves_are_drawn_by_the_seed_and_both_can_be_scored() -> None:
    pictures = from_scenes(8, 3)
    drawn = {draw_halves(pictures, MIOU, seed) for seed in range(5)}
    assert len(drawn) > 1 and draw_halves(pictures, MIOU, 1) == draw_halves(pictures, MIOU, 1)
    assert all(len(each) == 4 and set(each) < set(range(8)) for each in drawn)
    rare = 3
    for at, truth in enumerate(pictures.truths):
        truth[truth == rare] = 0
        truth[5:9, 5:9] = rare if at in (2, 6) else 0
    for seed in range(10):
        public = draw_halves(pictures, Metric("class_iou", rare), seed)
        for half in (public, set(range(8)) - set(public)):
            assert any((pictures.truths[place] == rare).any() for place in half)


def test_a_class_that_is_in_one_picture_only_cannot_be_the_metric() -> None:
    pictures = from_scenes(4, 3)
    for truth in pictures.truths:
        truth[truth == 3] = 0
    pictures.truths[0][0, 0] = 3
    with pytest.raises(ArchiveError, match=f"IoU of {CLASS_NAMES[3]} counts"):
        draw_halves(pictures, Metric("class_iou", 3), 0)


def test_streets_follow_from_their_seed_alone() -> None:
    one, same, other = from_scenes(4, 2**61 + 5), from_scenes(4, 2**61 + 5), from_scenes(4, 6)
    assert one.names == ("001", "002", "003", "004") and one.class_names == CLASS_NAMES
    for at in range(4):
        assert np.array_equal(one.pictures[at], same.pictures[at])
        assert np.array_equal(one.truths[at], same.truths[at])
        assert not np.array_equal(one.pictures[at], other.pictures[at])


def test_pictures_and_masks_come_back_as_they_were_kept() -> None:
    pictures = from_scenes(4, 1)
    data = zipped(pictures.names, pictures.pictures)
    assert data == zipped(pictures.names, pictures.pictures)
    assert all(np.array_equal(*each) for each in zip(unzipped(data), pictures.pictures, strict=True))
    kept = packed(pictures.truths)
    assert len(kept) < 4 * 5_000
    assert all(np.array_equal(*each) for each in zip(unpacked(kept), pictures.truths, strict=True))
    noise = np.random.default_rng(0).integers(0, 255, (5, 512, 512), np.uint8)
    with pytest.raises(ArchiveError, match="look like noise"):
        packed(list(noise))


def test_the_desk_does_one_thing_at_a_time_and_says_when_it_is_full() -> None:
    desk, goes_on, at_once = Desk(waiting=1), threading.Event(), threading.Semaphore(1)

    def work() -> int:
        assert at_once.acquire(blocking=False), "another is at work"
        goes_on.wait(10)
        at_once.release()
        return 7

    futures = [desk.hand(work) for _ in range(2)]
    with pytest.raises(Full, match="Nothing was counted"):
        desk.hand(work)
    goes_on.set()
    assert [each.result(10) for each in futures] == [7, 7]
    with pytest.raises(ZeroDivisionError):
        desk.hand(lambda: 1 // 0).result(10)
    assert desk.hand(lambda: 3).result(10) == 3
    desk.close()


def test_one_address_has_a_share_of_the_desk() -> None:
    goes_on, addresses = threading.Event(), ["1.1.1.1"] * 5 + ["2.2.2.2"]
    desk = Desk(waiting=5, asker=lambda: addresses.pop(0))
    for _ in range(4):
        desk.hand(lambda: goes_on.wait(10))
    with pytest.raises(Full):
        desk.hand(lambda: goes_on.wait(10))
    other = desk.hand(lambda: 5)
    goes_on.set()
    assert other.result(10) == 5
    desk.close()
