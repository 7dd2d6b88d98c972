from fractions import Fraction
from typing import List, Optional


def iou(confusion: List[List[int]], c: int) -> Optional[Fraction]:
    tp = confusion[c][c]
    fn = sum(confusion[c]) - tp
    fp = sum(row[c] for row in confusion) - tp
    return Fraction(tp, tp + fn + fp) if tp + fn + fp else None


def mean_iou(confusion: List[List[int]]) -> Optional[float]:
    found = [value for c in range(len(confusion)) if (value := iou(confusion, c)) is not None]
    return float(sum(found) / len(found)) if found else None
