from dataclasses import dataclass


@dataclass
class Candidate:
    place: int
    score: float
    left: int
    top: int
    right: int
    bottom: int
    alive: bool = True

    def area(self):
        return (self.right - self.left) * (self.bottom - self.top)

    def shared(self, other):
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0

    def iou(self, other):
        shared = self.shared(other)
        return shared / (self.area() + other.area() - shared)


def nms(boxes, scores, threshold):
    candidates = [Candidate(i, s, *box) for i, (s, box) in enumerate(zip(scores, boxes))]
    candidates.sort(key=lambda c: c.score, reverse=True)
    for number, sure in enumerate(candidates):
        if sure.alive:
            for other in candidates[number + 1 :]:
                if sure.iou(other) > threshold:
                    other.alive = False
    return [c.place for c in candidates if c.alive]


if __name__ == "__main__":
    print(nms([(0, 0, 4, 4), (6, 1, 9, 5), (1, 0, 5, 4)], [0.6, 0.7, 0.9], 0.5))
