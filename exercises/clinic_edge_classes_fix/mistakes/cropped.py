"""You do not stretch the map: cells are copied from the same row and column, and the last ones repeated. The whole old map has to fit into the new one."""


def resize_labels(labels, height, width):
    old_height, old_width = len(labels), len(labels[0])
    new = []
    for row in range(height):
        line = []
        for column in range(width):
            source_row, source_column = min(row, old_height - 1), min(column, old_width - 1)
            line.append(labels[source_row][source_column])
        new.append(line)
    return new
