import statistics
from typing import Iterator, List

Grid = List[List[int]]


def ious(prediction: Grid, ground_truth: Grid, num_classes: int) -> Iterator[float]:
    for label in range(num_classes):
        hits = unions = 0
        for p_row, t_row in zip(prediction, ground_truth):
            for pair in zip(p_row, t_row):
                hits += pair == (label, label)
                unions += label in pair
        if unions:
            yield hits / unions


def mean_iou(prediction: Grid, ground_truth: Grid, num_classes: int) -> float:
    return round(statistics.fmean(ious(prediction, ground_truth, num_classes)), 3)
