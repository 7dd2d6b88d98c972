def slow_batch_norm(values, running_mean, running_var, training):
    """The normalised values of one channel, and the running mean and variance after them.

    Variances divide by the number of values. In training, each running number becomes 0.99 of itself
    plus 0.01 of the batch's.
    """
    ...
