"""Every pixel that is not fully black becomes 1, even a dark grey. It has to be nearer to white than to black."""


def binary(stored, white):
    return [[1 if value > 0 else 0 for value in row] for row in stored]
