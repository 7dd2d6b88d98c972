def piece_around(region, row, column):
    """The cells that are joined to this one, at sides and corners."""
    piece = {(row, column)}
    frontier = [(row, column)]
    while frontier:
        y, x = frontier.pop()
        for near_y in range(max(y - 1, 0), min(y + 2, len(region))):
            for near_x in range(max(x - 1, 0), min(x + 2, len(region[0]))):
                if region[near_y][near_x] == 1 and (near_y, near_x) not in piece:
                    piece.add((near_y, near_x))
                    frontier.append((near_y, near_x))
    return piece


def largest_piece(region):
    """The region with nothing left but its largest piece."""
    height, width = len(region), len(region[0])
    seen, largest = set(), set()
    for row in range(height):
        for column in range(width):
            if region[row][column] == 1 and (row, column) not in seen:
                piece = piece_around(region, row, column)
                seen |= piece
                # Strictly larger, so that of two alike the first one stays.
                if len(piece) > len(largest):
                    largest = piece
    return [[int((row, column) in largest) for column in range(width)] for row in range(height)]
