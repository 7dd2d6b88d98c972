"""Your first piece has number 0, so it cannot be told from what lies outside the region. Count from 1."""


def components(region):
    height, width = len(region), len(region[0])
    numbers = [[-1] * width for _ in range(height)]
    count = -1
    for row in range(height):
        for column in range(width):
            if region[row][column] == 1 and numbers[row][column] == -1:
                count += 1
                numbers[row][column] = count
                frontier = [(row, column)]
                while frontier:
                    y, x = frontier.pop()
                    for next_y, next_x in [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]:
                        if not (0 <= next_y < height and 0 <= next_x < width):
                            continue
                        if region[next_y][next_x] == 1 and numbers[next_y][next_x] == -1:
                            numbers[next_y][next_x] = count
                            frontier.append((next_y, next_x))
    return [[max(number, 0) for number in line] for line in numbers]
