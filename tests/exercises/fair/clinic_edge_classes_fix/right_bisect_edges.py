from bisect import bisect_right


class Axis:
    """One side of the map; edges are counted in units of 1 / (old * new)."""

    def __init__(self, old, new):
        self.edges = [i * new for i in range(old)]
        self.starts = [i * old for i in range(new)]

    def sources(self):
        return [bisect_right(self.edges, start) - 1 for start in self.starts]


def resize_labels(labels, height, width):
    rows = Axis(len(labels), height).sources()
    columns = Axis(len(labels[0]), width).sources()
    return [[labels[r][c] for c in columns] for r in rows]
