from dataclasses import dataclass


@dataclass
class Count:
    inter: int = 0
    union: int = 0

    @property
    def present(self):
        return self.union > 0

    def iou(self):
        return self.inter / self.union


def mean_iou(prediction, ground_truth, num_classes):
    counts = [Count() for _ in range(num_classes)]
    for y, row in enumerate(prediction):
        for x, p in enumerate(row):
            t = ground_truth[y][x]
            if p == t:
                counts[p].inter += 1
                counts[p].union += 1
            else:
                counts[p].union += 1
                counts[t].union += 1
    present = [count for count in counts if count.present]
    return round(sum(count.iou() for count in present) / len(present), 3)


if __name__ == "__main__":
    print(mean_iou([[0, 1, 1], [2, 1, 0], [0, 0, 2]], [[0, 1, 2], [2, 1, 0], [0, 1, 2]], 3))
