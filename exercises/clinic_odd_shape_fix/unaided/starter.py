def masks_of_last(logits):
    """The mask of every picture: the class with the highest score at each pixel, the last one in a tie.

    logits[picture][row][column][class] are the scores of a batch.
    """
    ...
