def resize_labels(labels, height, width):
    """The labels stretched to `height` rows of `width` ids, each the id of one old cell."""
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            # Whole numbers all the way: a fraction could be rounded to just below a whole one.
            source_row, source_column = row * old_height // height, column * old_width // width
            line.append(labels[source_row][source_column])
        new.append(line)
    return new
