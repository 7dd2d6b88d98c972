def binary(stored, white):
    return [1 if 2 * value > white else 0 for row in stored for value in row]
