def batch_norm(values, running_mean, running_var, training):
    n = len(values)
    if training:
        mean = sum(values) / n
        running_mean = 0.9 * running_mean + 0.1 * mean
        var = sum((v - running_mean) ** 2 for v in values) / n
        running_var = 0.9 * running_var + 0.1 * var * n / (n - 1)
    else:
        mean, var = running_mean, running_var
    return [(v - mean) / (var + 0.00001) ** 0.5 for v in values], running_mean, running_var
