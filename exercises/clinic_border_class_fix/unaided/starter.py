def accuracy_of_labelled(log_probs, labels):
    """The share of right predictions among the pixels whose label is not 255; 0.0 if there is none.

    log_probs[row][column] lists the log-probability of each class; labels is a list of rows of ids.
    """
    ...
