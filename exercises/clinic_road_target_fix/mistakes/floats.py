"""The places are right, but they hold 1.0 and 0.0. Return the whole numbers 1 and 0."""


def binary(stored, white):
    return [[1.0 if 2 * value > white else 0.0 for value in row] for row in stored]
