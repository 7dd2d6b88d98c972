from dataclasses import dataclass, field
from typing import List, Optional, Set, Tuple

Grid = List[List[int]]
Cell = Tuple[int, int]


@dataclass
class Piece:
    positive: bool
    cells: Set[Cell] = field(default_factory=set)

    def touches(self, cell: Cell) -> bool:
        y, x = cell
        return any(near in self.cells for near in [(y - 1, x), (y, x - 1), (y, x + 1), (y + 1, x)])

    def middle(self) -> Cell:
        layers = [self.cells]
        while layers[-1]:
            last = layers[-1]
            layers.append(
                {
                    (y, x)
                    for (y, x) in last
                    if (y - 1, x) in last and (y, x - 1) in last and (y, x + 1) in last and (y + 1, x) in last
                }
            )
        return min(layers[-2])


def next_click(prediction: Grid, truth: Grid) -> Optional[Tuple[int, int, bool]]:
    pieces: List[Piece] = []
    for y in range(len(truth)):
        for x in range(len(truth[y])):
            if prediction[y][x] == truth[y][x]:
                continue
            positive = truth[y][x] == 1
            # the new cell may join several pieces
            touched = [p for p in pieces if p.positive == positive and p.touches((y, x))]
            merged = Piece(positive, {(y, x)}.union(*(p.cells for p in touched)))
            pieces = [p for p in pieces if p not in touched] + [merged]
    if not pieces:
        return None
    largest = max(pieces, key=lambda piece: len(piece.cells))
    return (*largest.middle(), largest.positive)


if __name__ == "__main__":
    print(next_click([[0, 0, 0, 0]], [[0, 1, 1, 0]]))
