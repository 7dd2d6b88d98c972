"""Your number spreads to cells outside the region. A neighbour joins a piece only if the region has 1 there."""


def components(region):
    height, width = len(region), len(region[0])
    numbers = [[0] * width for _ in range(height)]
    count = 0
    for row in range(height):
        for column in range(width):
            if region[row][column] == 1 and numbers[row][column] == 0:
                count += 1
                numbers[row][column] = count
                frontier = [(row, column)]
                while frontier:
                    y, x = frontier.pop()
                    for next_y, next_x in [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]:
                        if not (0 <= next_y < height and 0 <= next_x < width):
                            continue
                        if numbers[next_y][next_x] == 0:
                            numbers[next_y][next_x] = count
                            frontier.append((next_y, next_x))
    return numbers
