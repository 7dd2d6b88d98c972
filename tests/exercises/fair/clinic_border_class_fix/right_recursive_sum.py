from typing import List, Tuple

Pixel = List[float]


def add_up(log_probs, labels) -> Tuple[float, int]:
    if isinstance(labels, int):
        return (0.0, 0) if labels == 255 else (-log_probs[labels], 1)
    total, count = 0.0, 0
    for part, label in zip(log_probs, labels):
        t, c = add_up(part, label)
        total += t
        count += c
    return total, count


def mean_loss(log_probs: List[List[Pixel]], labels: List[List[int]]) -> float:
    total, count = add_up(log_probs, labels)
    return total / max(1, count)


if __name__ == "__main__":
    print(mean_loss([[[-0.1, -2.4], [-1.5, -0.3]]], [[0, 255]]))
