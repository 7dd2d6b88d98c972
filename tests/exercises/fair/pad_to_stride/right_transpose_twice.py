def extend(rows, step):
    """Repeats the last row until the step divides the number of rows."""
    missing = (step - len(rows) % step) % step
    return rows + [rows[-1] for _ in range(missing)]


def transposed(rows):
    return [list(column) for column in zip(*rows)]


def padded(image, step):
    return transposed(extend(transposed(extend(image, step)), step))
