from typing import Iterator, List, Tuple

Mask = List[List[int]]


def pixels(a: Mask, b: Mask, label: int) -> Iterator[Tuple[bool, bool]]:
    for y in range(len(a)):
        for x in range(len(a[y])):
            yield a[y][x] == label, b[y][x] == label


def iou_and_dice(prediction: Mask, ground_truth: Mask, label: int) -> Tuple[float, float]:
    both = sum(p and t for p, t in pixels(prediction, ground_truth, label))
    either = sum(p or t for p, t in pixels(prediction, ground_truth, label))
    return both / either, 2 * both / (both + either)


if __name__ == "__main__":
    print(iou_and_dice([[1, 1], [0, 0]], [[1, 0], [0, 0]], 1))
