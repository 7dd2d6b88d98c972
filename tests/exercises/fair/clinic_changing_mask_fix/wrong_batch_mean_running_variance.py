def batch_norm(values, running_mean, running_var, training):
    n = len(values)
    mean = sum(values) / n
    var = sum((v - mean) ** 2 for v in values) / n
    used = var if training else running_var
    out = [(v - mean) / (used + 0.00001) ** 0.5 for v in values]
    if training:
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * var * n / (n - 1)
    return out, running_mean, running_var
