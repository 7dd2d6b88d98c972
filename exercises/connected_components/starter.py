def components(region):
    """The number of each cell's piece, 1, 2, 3 ... in reading order; 0 outside the region."""
    height, width = len(region), len(region[0])
    numbers = [[0] * width for _ in range(height)]
    count = 0
    for row in range(height):
        for column in range(width):
            if ___:
                count += 1
                numbers[row][column] = count
                frontier = [(row, column)]
                while frontier:
                    y, x = frontier.pop()
                    for next_y, next_x in [___]:
                        if not (0 <= next_y < height and 0 <= next_x < width):
                            continue
                        if ___:
                            numbers[next_y][next_x] = count
                            frontier.append((next_y, next_x))
    return numbers
