from itertools import product
from typing import Dict, List, Tuple

Grid = List[List[int]]


def resize_labels(labels: Grid, height: int, width: int) -> Grid:
    sources: Dict[Tuple[int, int], Tuple[int, int]] = {}
    for y, x in product(range(height), range(width)):
        sources[y, x] = divmod(y * len(labels), height)[0], divmod(x * len(labels[0]), width)[0]
    new = [[0] * width for _ in range(height)]
    for (y, x), (old_y, old_x) in sources.items():
        new[y][x] = labels[old_y][old_x]
    return new
