from typing import List, NamedTuple

Grid = List[List[float]]


class Sums(NamedTuple):
    overlap: float
    predicted: float
    true: float

    def dice(self) -> float:
        return 2 * self.overlap / (self.predicted + self.true)


def collect(probs: Grid, truth: Grid) -> Sums:
    overlap = predicted = true = 0.0
    for y, row in enumerate(probs):
        for x, p in enumerate(row):
            overlap += min(p, truth[y][x])
            predicted += p
            true += truth[y][x]
    return Sums(overlap, predicted, true)


def soft_dice_loss(probs: Grid, truth: Grid) -> float:
    return 1.0 - collect(probs, truth).dice()


if __name__ == "__main__":
    print(soft_dice_loss([[0.9, 0.6], [0.4, 0.1]], [[1, 1], [0, 0]]))
