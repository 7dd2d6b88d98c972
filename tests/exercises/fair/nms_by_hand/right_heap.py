import heapq
from typing import List, Tuple

Box = Tuple[int, int, int, int]


def iou(a: Box, b: Box) -> float:
    left, top = max(a[0], b[0]), max(a[1], b[1])
    right, bottom = min(a[2], b[2]), min(a[3], b[3])
    if left >= right or top >= bottom:
        return 0.0
    inter = (right - left) * (bottom - top)
    union = sum((x2 - x1) * (y2 - y1) for x1, y1, x2, y2 in (a, b)) - inter
    return inter / union


def nms(boxes: List[Box], scores: List[float], threshold: float) -> List[int]:
    heap = [(-score, i) for i, score in enumerate(scores)]
    heapq.heapify(heap)
    keep: List[int] = []
    while heap:
        _, i = heapq.heappop(heap)
        if all(iou(boxes[i], boxes[j]) <= threshold for j in keep):
            keep.append(i)
    return keep
