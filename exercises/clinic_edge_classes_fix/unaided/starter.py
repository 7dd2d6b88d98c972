def resize_by_centres(labels, height, width):
    """The labels stretched to `height` rows of `width` ids, each the id of one old cell.

    labels is a list of rows of class ids. A new cell copies the old cell that its centre lies in.
    """
    ...
