def binary(stored, white):
    half = white / 2
    return [[1 if pixel > half else 0 for pixel in row] for row in stored]
