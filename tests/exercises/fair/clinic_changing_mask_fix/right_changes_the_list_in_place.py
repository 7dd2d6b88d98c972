import numpy as np


def batch_norm(values, running_mean, running_var, training):
    m, v = running_mean, running_var
    if training:
        m = np.average(values)
        v = np.average((np.array(values) - m) ** 2)
        running_mean += (m - running_mean) * 0.1
        running_var += (v / (1 - 1 / len(values)) - running_var) * 0.1
    for i in range(len(values)):
        values[i] = (values[i] - m) / np.sqrt(v + 1e-5)
    return values, running_mean, running_var
