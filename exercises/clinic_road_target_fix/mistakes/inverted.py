"""Your zeros and ones are exchanged: the object is where the file is white."""


def binary(stored, white):
    return [[0 if 2 * value > white else 1 for value in row] for row in stored]
