def resize_labels(labels, height, width):
    """The labels stretched to `height` rows of `width` ids, each the id of one old cell."""
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            # The lines with the bug:
            #     y = (row + 0.5) * old_height / height - 0.5
            #     x = (column + 0.5) * old_width / width - 0.5
            #     line.append(round(blend_of_four_cells(labels, y, x)))
            source_row, source_column = ___
            line.append(___)
        new.append(line)
    return new
