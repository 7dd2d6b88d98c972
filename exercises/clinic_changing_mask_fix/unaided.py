def batch_norm(values, running_mean, running_var, training):
    """The normalised values of one channel, and the running mean and variance after them.

    Variances divide by the number of values to normalise, by one less to update the running one.
    In training, each running number becomes 0.9 of itself plus 0.1 of the batch's.
    """
    ...
