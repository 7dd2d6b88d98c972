def batch_norm(values, running_mean, running_var, training):
    """The normalised values of one channel, and the running mean and variance after them."""
    count = len(values)
    mean = sum(values) / count
    var = sum((value - mean) ** 2 for value in values) / count
    # The lines with the bug, which took no notice of `training`:
    #     used_mean, used_var = mean, var
    #     if True:
    used_mean, used_var = ___
    normalised = [(value - used_mean) / (used_var + 0.00001) ** 0.5 for value in values]
    if ___:
        running_mean = 0.9 * running_mean + 0.1 * mean
        # The variance of all pictures is a little larger than that of a few: divided by one less.
        running_var = 0.9 * running_var + 0.1 * var * count / (count - 1)
    return normalised, running_mean, running_var
