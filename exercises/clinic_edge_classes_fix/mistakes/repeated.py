"""You lay the old map out again and again, like tiles. It has to be stretched, once over the whole size."""


def resize_labels(labels, height, width):
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            source_row, source_column = row % old_height, column % old_width
            line.append(labels[source_row][source_column])
        new.append(line)
    return new
