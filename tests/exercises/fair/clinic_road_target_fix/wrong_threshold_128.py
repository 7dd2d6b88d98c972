def binary(stored, white):
    return [[1 if value >= 128 else 0 for value in row] for row in stored]
