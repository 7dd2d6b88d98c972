def binary(stored, white):
    brightest = max(max(row) for row in stored)
    return [[1 if 2 * value > brightest else 0 for value in row] for row in stored]
