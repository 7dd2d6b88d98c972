def binary(stored, white):
    limit = white // 2
    return [[1 if value >= limit else 0 for value in row] for row in stored]
