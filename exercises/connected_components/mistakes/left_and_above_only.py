"""Each of your cells takes over the number on its left or above it, in one pass. Two arms that meet further down have different numbers by then; one of the two has to be changed."""


def components(region):
    height, width = len(region), len(region[0])
    numbers = [[0] * width for _ in range(height)]
    count = 0
    for row in range(height):
        for column in range(width):
            if region[row][column] == 0:
                continue
            left = numbers[row][column - 1] if column > 0 else 0
            above = numbers[row - 1][column] if row > 0 else 0
            if not left and not above:
                count += 1
            numbers[row][column] = left or above or count
    return numbers
