def binary(stored, white):
    return [map(lambda v: 1 if 2 * v > white else 0, row) for row in stored]
