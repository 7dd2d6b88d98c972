"""You round the place to the nearest whole number, so some new cells copy from the cell after the one they lie in. Round down."""


def resize_labels(labels, height, width):
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            source_row, source_column = (
                min((2 * row * old_height + height) // (2 * height), old_height - 1),
                min((2 * column * old_width + width) // (2 * width), old_width - 1),
            )
            line.append(labels[source_row][source_column])
        new.append(line)
    return new
