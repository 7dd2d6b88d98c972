from dataclasses import dataclass


@dataclass
class Best:
    score: float = float("-inf")
    label: int = -1

    def offer(self, score, label):
        if score > self.score:
            self.score = score
            self.label = label


def masks(logits):
    out = []
    for picture in logits:
        height = len(picture[0])
        width = len(picture[0][0])
        board = [[Best() for _ in range(width)] for _ in range(height)]
        for label, plane in enumerate(picture):
            for y in range(height):
                for x in range(width):
                    board[y][x].offer(plane[y][x], label)
        out.append([[best.label for best in line] for line in board])
    return out
