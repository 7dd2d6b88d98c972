import heapq
from dataclasses import dataclass, field


@dataclass(order=True)
class Candidate:
    rank: float
    place: int = field(compare=False)
    cells: frozenset = field(compare=False)

    def iou(self, other):
        shared = len(self.cells & other.cells)
        return shared / (len(self.cells) + len(other.cells) - shared)


def mask_nms(masks, scores, threshold):
    heap = []
    for place, (mask, score) in enumerate(zip(masks, scores)):
        width = len(mask[0])
        cells = frozenset(y * width + x for y, row in enumerate(mask) for x, v in enumerate(row) if v)
        heapq.heappush(heap, Candidate(-score, place, cells))
    stay = []
    while heap:
        candidate = heapq.heappop(heap)
        if all(candidate.iou(better) <= threshold for better in stay):
            stay.append(candidate)
    return [candidate.place for candidate in stay]
