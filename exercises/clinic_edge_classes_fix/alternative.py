def resize_labels(labels, height, width):
    """The labels stretched to `height` rows of `width` ids, each the id of one old cell."""
    # Stretching one side and then the other is the same as both at once, so one function does for both.
    return stretched([stretched(row, width) for row in labels], height)


def stretched(items, count):
    """`count` items, each the one that its beginning lies in."""
    return [items[place * len(items) // count] for place in range(count)]
