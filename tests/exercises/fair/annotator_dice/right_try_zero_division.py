from typing import List

Mask = List[List[int]]


def dice(a: Mask, b: Mask) -> float:
    both = 0
    single = 0
    for row_a, row_b in zip(a, b):
        for cell in [p + q for p, q in zip(row_a, row_b)]:
            if cell == 2:
                both += 1
            elif cell == 1:
                single += 1
    try:
        return 2 * both / (2 * both + single)
    except ZeroDivisionError:
        return 1.0


def agreement(labels: List[Mask]) -> float:
    values: List[float] = []
    for i in range(len(labels) - 1):
        values += [dice(labels[i], other) for other in labels[i + 1:]]
    return sum(values) / len(values)


if __name__ == "__main__":
    print(agreement([[[1, 1, 0]], [[0, 1, 0]], [[0, 1, 1]]]))
