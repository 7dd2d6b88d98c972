"""You map 1 to 1 whatever white is. Where white is 255, a 1 is nearly black."""


def binary(stored, white):
    return [[1 if value == 1 or 2 * value > white else 0 for value in row] for row in stored]
