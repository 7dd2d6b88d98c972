class Forest:
    def __init__(self):
        self.parent = {}

    def add(self, cell):
        self.parent[cell] = cell

    def find(self, cell):
        while self.parent[cell] != cell:
            cell = self.parent[cell]
        return cell

    def join(self, a, b):
        self.parent[self.find(b)] = self.find(a)


def next_click(prediction, truth):
    error = {}
    for y in range(len(truth)):
        for x in range(len(truth[0])):
            difference = truth[y][x] - prediction[y][x]
            if difference != 0:
                error[y, x] = difference
    forest = Forest()
    for cell in error:
        forest.add(cell)
    for y, x in error:
        for other in ((y + 1, x), (y, x + 1)):
            if other in error and error[other] == error[y, x]:
                forest.join((y, x), other)
    groups = {}
    for cell in error:
        groups.setdefault(forest.find(cell), set()).add(cell)
    if not groups:
        return None
    layer = max(groups.values(), key=len)
    while inner := {
        (y, x) for y, x in layer if layer.issuperset([(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)])
    }:
        layer = inner
    row, column = min(layer)
    return row, column, error[row, column] > 0
