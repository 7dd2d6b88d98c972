def binary(stored, white):
    values = [value for row in stored for value in row]
    limit = sum(values) / len(values)
    return [[1 if value > limit else 0 for value in row] for row in stored]
