import math


def batch_norm(values, running_mean, running_var, training):
    """One formula for both modes: in evaluation the running statistics move by nothing."""
    n = len(values)
    mean = math.fsum(values) / n
    var = math.fsum((v - mean) ** 2 for v in values) / n
    share = 0.1 if training else 0.0
    m = mean if training else running_mean
    s = var if training else running_var
    out = list(map(lambda v: (v - m) / math.sqrt(s + 0.00001), values))
    return out, running_mean + share * (mean - running_mean), running_var + share * (var * n / (n - 1) - running_var)
