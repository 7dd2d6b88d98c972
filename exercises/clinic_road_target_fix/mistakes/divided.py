"""You divide by white, so greys become fractions and the numbers floats. Decide for each pixel: 0 or 1."""


def binary(stored, white):
    return [[value / white for value in row] for row in stored]
