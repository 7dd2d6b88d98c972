def batch_norm(values, running_mean, running_var, training):
    n = len(values)
    result = []
    if training:
        mean = 0
        for v in values:
            mean += v
        mean = mean / n
        var = 0
        for v in values:
            var += (v - mean) * (v - mean)
        var = var / n
        for v in values:
            result.append((v - mean) / (var + 0.00001) ** 0.5)
        running_mean = running_mean * 0.9 + mean * 0.1
        running_var = running_var * 0.9 + (var * n / (n - 1)) * 0.1
    else:
        for v in values:
            result.append((v - running_mean) / (running_var + 0.00001) ** 0.5)
    return result, running_mean, running_var
