def resize_labels(labels, height, width):
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            line.append(labels[row * old_width // width][column * old_height // height])
        new.append(line)
    return new
