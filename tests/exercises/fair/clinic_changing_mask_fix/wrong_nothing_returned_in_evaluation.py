def batch_norm(values, running_mean, running_var, training):
    n = len(values)
    if training:
        mean = sum(values) / n
        var = sum((v - mean) ** 2 for v in values) / n
        out = [(v - mean) / (var + 0.00001) ** 0.5 for v in values]
        return out, 0.9 * running_mean + 0.1 * mean, 0.9 * running_var + 0.1 * var * n / (n - 1)
    out = [(v - running_mean) / (running_var + 0.00001) ** 0.5 for v in values]
