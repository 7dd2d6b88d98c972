from typing import List

Mask = List[List[int]]


class Scorer:
    def __init__(self, truth: Mask):
        self.truth = truth
        self.pixels = len(truth) * len(truth[0])

    @staticmethod
    def _errors(row_a: List[int], row_b: List[int]) -> int:
        return sum(1 for a, b in zip(row_a, row_b) if a != b)

    def score(self, mask: Mask) -> float:
        errors = sum(self._errors(a, b) for a, b in zip(mask, self.truth))
        return 1 - errors / self.pixels


def pixel_accuracy(prediction: Mask, ground_truth: Mask) -> float:
    return Scorer(ground_truth).score(prediction)


if __name__ == "__main__":
    print(pixel_accuracy([[0, 1]], [[0, 2]]))
