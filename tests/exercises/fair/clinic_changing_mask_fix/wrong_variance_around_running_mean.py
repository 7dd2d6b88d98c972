def batch_norm(values, running_mean, running_var, training):
    count = len(values)
    mean = sum(values) / count if training else running_mean
    var = sum((value - mean) ** 2 for value in values) / count
    normalised = [(value - mean) / (var + 0.00001) ** 0.5 for value in values]
    if training:
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * var * count / (count - 1)
    return normalised, running_mean, running_var
