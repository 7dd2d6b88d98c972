def binary(stored, white):
    if white == 1:
        limit = 0
    elif white == 255:
        limit = 127
    else:
        limit = 32767
    return [[1 if value > limit else 0 for value in row] for row in stored]
