def mean_loss(log_probs, labels):
    """The mean cross-entropy of the pixels whose label is not 255; 0.0 if there is none.

    log_probs[row][column] lists the log-probability of each class; labels is a list of rows of ids.
    """
    ...
