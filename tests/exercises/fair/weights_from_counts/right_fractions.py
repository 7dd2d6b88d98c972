from fractions import Fraction
from typing import Sequence


def weights_from_counts(counts: Sequence[int]) -> list[float]:
    per_class = Fraction(sum(counts), sum(bool(count) for count in counts))
    return [float(per_class / count) if count else 0.0 for count in counts]
