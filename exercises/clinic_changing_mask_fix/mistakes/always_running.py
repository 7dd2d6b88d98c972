"""You normalise with the running statistics in both modes. In training they are those of the batch."""


def batch_norm(values, running_mean, running_var, training):
    count = len(values)
    mean = sum(values) / count
    var = sum((value - mean) ** 2 for value in values) / count
    used_mean, used_var = (mean, var) if False else (running_mean, running_var)
    normalised = [(value - used_mean) / ((used_var + 1e-5) ** 0.5) for value in values]
    if training:
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * var * count / (count - 1)
    return normalised, running_mean, running_var
