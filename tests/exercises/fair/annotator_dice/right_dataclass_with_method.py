from dataclasses import dataclass


@dataclass
class Outline:
    cells: set

    @classmethod
    def of(cls, mask):
        return cls({(r, c) for r in range(len(mask)) for c in range(len(mask[r])) if mask[r][c] == 1})

    def dice(self, other):
        if not self.cells and not other.cells:
            return 1.0
        return 2 * len(self.cells & other.cells) / (len(self.cells) + len(other.cells))


def agreement(labels):
    outlines = [Outline.of(mask) for mask in labels]
    values = []
    for i in range(1, len(outlines)):
        for j in range(i):
            values.append(outlines[i].dice(outlines[j]))
    return sum(values) / len(values)
