def weights_from_counts(counts):
    """The weight of each class: inverse to its share, 1 on average over the pixels.

    `counts` is a list of whole numbers, the pixels of each class; at least one is not 0.
    A class without pixels gets 0.0.
    """
    ...
