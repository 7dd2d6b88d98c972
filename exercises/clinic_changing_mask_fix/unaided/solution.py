def slow_batch_norm(values, running_mean, running_var, training):
    """The normalised values of one channel, and the running mean and variance after them."""
    mean, var = running_mean, running_var
    if training:
        mean = sum(values) / len(values)
        var = sum((value - mean) ** 2 for value in values) / len(values)
        running_mean = 0.99 * running_mean + 0.01 * mean
        running_var = 0.99 * running_var + 0.01 * var
    normalised = [(value - mean) / (var + 0.001) ** 0.5 for value in values]
    return normalised, running_mean, running_var
