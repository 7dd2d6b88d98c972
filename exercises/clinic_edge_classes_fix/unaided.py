def resize_labels(labels, height, width):
    """The labels stretched to `height` rows of `width` ids, each the id of one old cell.

    labels is a list of rows of class ids. A new cell copies the old cell that its upper left corner lies in.
    """
    ...
