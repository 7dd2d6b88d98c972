def resize_labels(labels, height, width):
    new = [[0] * width] * height
    for y in range(height):
        for x in range(width):
            new[y][x] = labels[y * len(labels) // height][x * len(labels[0]) // width]
    return new
