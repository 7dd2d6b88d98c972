"""You copy from the old cell that the new cell's centre lies in. That is a good way as well (torch calls it nearest-exact); this task asks for the upper left corner."""


def resize_labels(labels, height, width):
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            source_row, source_column = (
                (2 * row + 1) * old_height // (2 * height),
                (2 * column + 1) * old_width // (2 * width),
            )
            line.append(labels[source_row][source_column])
        new.append(line)
    return new
