import statistics
from math import sqrt


def batch_norm(values, running_mean, running_var, training):
    if not training:
        return normalise(values, running_mean, running_var), running_mean, running_var
    mean = statistics.fmean(values)
    return (
        normalise(values, mean, statistics.pvariance(values)),
        running_mean + (mean - running_mean) / 10,
        running_var + (statistics.variance(values) - running_var) / 10,
    )


def normalise(values, mean, variance):
    return [(v - mean) / sqrt(variance + 1e-5) for v in values]
