def binary(stored, white):
    result = []
    for row in stored:
        result.append([1 if value == white else 0 for value in row])
    return result
