def binary(stored, white):
    return [[int(value / white + 0.5) for value in row] for row in stored]
