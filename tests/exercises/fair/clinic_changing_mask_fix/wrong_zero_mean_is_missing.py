def batch_norm(values, running_mean, running_var, training):
    count = len(values)
    mean = sum(values) / count
    var = sum((value - mean) ** 2 for value in values) / count
    used_mean = mean if training or not running_mean else running_mean
    used_var = var if training else running_var
    normalised = [(value - used_mean) / (used_var + 0.00001) ** 0.5 for value in values]
    if training:
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * var * count / (count - 1)
    return normalised, running_mean, running_var
