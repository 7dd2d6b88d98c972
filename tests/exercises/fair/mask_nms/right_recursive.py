from typing import List

Mask = List[List[int]]


def iou(a: Mask, b: Mask) -> float:
    pairs = [(p, q) for row_a, row_b in zip(a, b) for p, q in zip(row_a, row_b)]
    return sum(p & q for p, q in pairs) / sum(p | q for p, q in pairs)


def pick(candidates, masks, threshold):
    """The best of the candidates, and what is picked of those it leaves."""
    if not candidates:
        return []
    best, *others = candidates
    left = [i for i in others if not iou(masks[best], masks[i]) > threshold]
    return [best] + pick(left, masks, threshold)


def mask_nms(masks: List[Mask], scores: List[float], threshold: float) -> List[int]:
    order = [i for _, i in sorted(zip(scores, range(len(masks))), reverse=True)]
    return pick(order, masks, threshold)
