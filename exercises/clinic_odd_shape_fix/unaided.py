def masks(logits):
    """The mask of every picture: the class with the highest score at each pixel, the first one in a tie.

    logits[picture][class][row][column] are the scores of a batch.
    """
    ...
