def binary(stored, white):
    # bring every file to 0..255, then cut in the middle
    scale = 255 // white
    return [[1 if value * scale > 127 else 0 for value in row] for row in stored]
