def next_click(prediction, truth):
    """(row, column, positive) in the middle of the largest piece of errors; None where nothing is wrong."""
    height, width = len(truth), len(truth[0])
    # 1 where a cell was missed, -1 where it is extra: a piece is connected cells of one value.
    error = [[truth[y][x] - prediction[y][x] for x in range(width)] for y in range(height)]
    seen, largest = set(), []
    for y in range(height):
        for x in range(width):
            if error[y][x] == 0 or (y, x) in seen:
                continue
            piece = [(y, x)]
            seen.add((y, x))
            for row, column in piece:
                for down, right in [(-1, 0), (1, 0), (0, -1), (0, 1)]:
                    to_y, to_x = row + down, column + right
                    if not (0 <= to_y < height and 0 <= to_x < width) or (to_y, to_x) in seen:
                        continue
                    if error[to_y][to_x] == error[y][x]:
                        seen.add((to_y, to_x))
                        piece.append((to_y, to_x))
            if len(piece) > len(largest):
                largest = piece
    if not largest:
        return None
    # How often a cell survives the peeling is how many steps it is from the nearest cell outside.
    inside = set(largest)
    outside = [(y, x) for y in range(-1, height + 1) for x in range(-1, width + 1) if (y, x) not in inside]
    deepest, chosen = 0, largest[0]
    for y, x in sorted(largest):
        depth = min(abs(y - row) + abs(x - column) for row, column in outside)
        if depth > deepest:
            deepest, chosen = depth, (y, x)
    return chosen[0], chosen[1], error[chosen[0]][chosen[1]] == 1
