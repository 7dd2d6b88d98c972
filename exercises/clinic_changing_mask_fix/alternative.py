def batch_norm(values, running_mean, running_var, training):
    """The normalised values of one channel, and the running mean and variance after them."""
    if not training:
        return normalised(values, running_mean, running_var), running_mean, running_var
    count = len(values)
    mean = sum(values) / count
    squares = sum((value - mean) ** 2 for value in values)
    # A tenth of the way from the running number to the batch's.
    running_mean += 0.1 * (mean - running_mean)
    running_var += 0.1 * (squares / (count - 1) - running_var)
    return normalised(values, mean, squares / count), running_mean, running_var


def normalised(values, mean, var):
    """The values less the mean, over the standard deviation."""
    return [(value - mean) / (var + 0.00001) ** 0.5 for value in values]
