from dataclasses import dataclass


@dataclass
class Overlap:
    predicted: int = 0
    true: int = 0
    shared: int = 0

    def add(self, in_prediction: bool, in_truth: bool) -> None:
        self.predicted += in_prediction
        self.true += in_truth
        self.shared += in_prediction and in_truth

    @property
    def iou(self) -> float:
        return self.shared / (self.predicted + self.true - self.shared)

    @property
    def dice(self) -> float:
        return 2 * self.shared / (self.predicted + self.true)


def iou_and_dice(prediction, ground_truth, label):
    overlap = Overlap()
    for row_p, row_t in zip(prediction, ground_truth):
        for p, t in zip(row_p, row_t):
            overlap.add(p == label, t == label)
    return overlap.iou, overlap.dice
