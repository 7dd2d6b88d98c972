"""Your pieces also grow across corners. A step goes sideways, up or down; two cells that touch at a corner only are not neighbours here."""


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
                    for next_y, next_x in [
                        (y + down, x + right) for down in (-1, 0, 1) for right in (-1, 0, 1)
                    ]:
                        if not (0 <= next_y < height and 0 <= next_x < width):
                            continue
                        if region[next_y][next_x] == 1 and numbers[next_y][next_x] == 0:
                            numbers[next_y][next_x] = count
                            frontier.append((next_y, next_x))
    return numbers
