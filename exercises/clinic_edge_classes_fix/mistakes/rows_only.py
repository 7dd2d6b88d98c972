"""You stretch the rows by the right factor, but copy each column from its own number. The width changes by a factor of its own."""


def resize_labels(labels, height, width):
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            source_row, source_column = row * old_height // height, min(column, old_width - 1)
            line.append(labels[source_row][source_column])
        new.append(line)
    return new
