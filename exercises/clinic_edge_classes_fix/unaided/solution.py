def resize_by_centres(labels, height, width):
    """The labels stretched to `height` rows of `width` ids, each the id of one old cell."""
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            # The centre of new row r is (2r + 1) / 2 new rows down; whole numbers all the way.
            source_row = (2 * row + 1) * old_height // (2 * height)
            source_column = (2 * column + 1) * old_width // (2 * width)
            line.append(labels[source_row][source_column])
        new.append(line)
    return new
