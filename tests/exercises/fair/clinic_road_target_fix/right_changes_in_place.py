def binary(stored, white):
    for row in stored:
        for i, value in enumerate(row):
            if value + value > white:
                row[i] = 1
            else:
                row[i] = 0
    return stored
