"""You spread the new cells from the first old cell to the last, corner on corner. Here a new cell lies at its share of the whole height or width."""


def resize_labels(labels, height, width):
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            source_row, source_column = (
                row * (old_height - 1) // max(height - 1, 1),
                column * (old_width - 1) // max(width - 1, 1),
            )
            line.append(labels[source_row][source_column])
        new.append(line)
    return new
