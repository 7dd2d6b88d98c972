"""You number the first cell of a piece and its four neighbours, and stop there. The neighbours have neighbours too, and theirs."""


def components(region):
    height, width = len(region), len(region[0])
    numbers = [[0] * width for _ in range(height)]
    count = 0
    for row in range(height):
        for column in range(width):
            if region[row][column] == 1 and numbers[row][column] == 0:
                count += 1
                numbers[row][column] = count
                for y, x in [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]:
                    if 0 <= y < height and 0 <= x < width and region[y][x] == 1 and numbers[y][x] == 0:
                        numbers[y][x] = count
    return numbers
