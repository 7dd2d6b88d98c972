def pieces(cells):
    """The connected pieces of a set of cells, each a set."""
    left, found = set(cells), []
    while left:
        frontier = [left.pop()]
        piece = set(frontier)
        while frontier:
            row, column = frontier.pop()
            for near in [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]:
                if near in left:
                    left.remove(near)
                    piece.add(near)
                    frontier.append(near)
        found.append(piece)
    return found


def next_box(prediction, truth):
    """(left, top, right, bottom, positive) around the largest piece of errors; None where nothing is wrong."""
    cells = [(row, column) for row in range(len(truth)) for column in range(len(truth[0]))]
    missed = {(row, column) for row, column in cells if truth[row][column] > prediction[row][column]}
    extra = {(row, column) for row, column in cells if prediction[row][column] > truth[row][column]}
    if not missed and not extra:
        return None
    piece = max(pieces(missed) + pieces(extra), key=len)
    rows, columns = [row for row, _ in piece], [column for _, column in piece]
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1, piece <= missed
