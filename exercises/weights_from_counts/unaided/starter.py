def median_weights(counts):
    """The weight of each class: the median of all counts that are not 0, divided by its own.

    `counts` is a list of whole numbers, the pixels of each class; at least one is not 0.
    A class without pixels gets 0.0.
    """
    ...
