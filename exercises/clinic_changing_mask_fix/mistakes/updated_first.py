"""In training you normalise with the running statistics after they have moved. Training normalises with the batch's own."""


def batch_norm(values, running_mean, running_var, training):
    count = len(values)
    mean = sum(values) / count
    var = sum((value - mean) ** 2 for value in values) / count
    if training:
        running_mean = 0.9 * running_mean + 0.1 * mean
        running_var = 0.9 * running_var + 0.1 * var * count / (count - 1)
    normalised = [(value - running_mean) / (running_var + 1e-5) ** 0.5 for value in values]
    return normalised, running_mean, running_var
