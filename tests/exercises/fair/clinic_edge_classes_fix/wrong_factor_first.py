def resize_labels(labels, height, width):
    scale_y = len(labels) / height
    scale_x = len(labels[0]) / width
    return [[labels[int(y * scale_y)][int(x * scale_x)] for x in range(width)] for y in range(height)]
