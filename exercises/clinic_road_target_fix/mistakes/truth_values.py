"""The places are right, but they hold True and False. Return the whole numbers 1 and 0."""


def binary(stored, white):
    return [[2 * value > white for value in row] for row in stored]
