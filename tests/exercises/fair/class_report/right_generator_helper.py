from typing import Iterator, List

Matrix = List[List[int]]


def ious(confusion: Matrix) -> Iterator:
    for i in range(len(confusion)):
        cross = 0
        for j in range(len(confusion)):
            if j != i:
                cross += confusion[i][j] + confusion[j][i]
        union = cross + confusion[i][i]
        yield confusion[i][i] / union if union else None


def report(confusion: Matrix, names: List[str]) -> List[list]:
    return [[name, iou] for name, iou in zip(names, ious(confusion)) if iou is not None]
