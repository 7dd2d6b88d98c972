"""Your map still has its old size."""


def resize_labels(labels, height, width):
    return [list(row) for row in labels]
