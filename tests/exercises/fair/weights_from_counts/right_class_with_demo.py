from dataclasses import dataclass, field


@dataclass
class ClassWeights:
    counts: list[int]
    total: int = field(init=False)
    present: int = field(init=False)

    def __post_init__(self):
        self.total = sum(self.counts)
        self.present = sum(map(bool, self.counts))

    def weight(self, count):
        if count == 0:
            return 0.0
        return self.total / (self.present * count)


def weights_from_counts(counts):
    table = ClassWeights(counts)
    return list(map(table.weight, counts))


if __name__ == "__main__":
    print(weights_from_counts([90, 6, 4]))
