"""You take the smallest piece. The click is to mend as much as possible, so take the largest."""


def neighbours(cell):
    row, column = cell
    return [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]


def pieces(cells):
    left, found = set(cells), []
    while left:
        first = min(left)
        left.remove(first)
        piece, frontier = {first}, [first]
        while frontier:
            for near in neighbours(frontier.pop()):
                if near in left:
                    left.remove(near)
                    piece.add(near)
                    frontier.append(near)
        found.append(piece)
    return found


def next_click(prediction, truth):
    cells = [(row, column) for row in range(len(truth)) for column in range(len(truth[0]))]
    missed = {(row, column) for row, column in cells if truth[row][column] > prediction[row][column]}
    extra = {(row, column) for row, column in cells if prediction[row][column] > truth[row][column]}
    if not missed and not extra:
        return None
    layer = min(pieces(missed) + pieces(extra), key=len)
    while True:
        inner = {cell for cell in layer if all(near in layer for near in neighbours(cell))}
        if not inner:
            break
        layer = inner
    row, column = min(layer)
    return row, column, (row, column) in missed
