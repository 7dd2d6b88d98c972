import math
from typing import Sequence


def log_sum(logits: Sequence[float]) -> float:
    """log(exp(a) + exp(b) + ...) by halves."""
    if len(logits) == 1:
        return logits[0]
    middle = len(logits) // 2
    low, high = sorted((log_sum(logits[:middle]), log_sum(logits[middle:])))
    return high + math.log1p(math.exp(low - high))


def pixel_loss(logits: Sequence[float], label: int) -> float:
    return log_sum(logits) - logits[label]
