"""This is still the code as it was: the loss is given the file's own numbers. A target is 0 or 1."""


def binary(stored, white):
    return [[value for value in row] for row in stored]
