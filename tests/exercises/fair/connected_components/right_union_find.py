from typing import Dict, List

Grid = List[List[int]]


class UnionFind:
    def __init__(self) -> None:
        self.parent: Dict[int, int] = {}

    def add(self, item: int) -> None:
        self.parent.setdefault(item, item)

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def union(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


def components(region: Grid) -> Grid:
    height, width = len(region), len(region[0])
    sets = UnionFind()
    for y in range(height):
        for x in range(width):
            if region[y][x]:
                here = y * width + x
                sets.add(here)
                if x and region[y][x - 1]:
                    sets.union(here, here - 1)
                if y and region[y - 1][x]:
                    sets.union(here, here - width)
    numbers: Dict[int, int] = {}
    result: Grid = []
    for y in range(height):
        line = []
        for x in range(width):
            if region[y][x]:
                root = sets.find(y * width + x)
                line.append(numbers.setdefault(root, len(numbers) + 1))
            else:
                line.append(0)
        result.append(line)
    return result
