import numpy as np


def batch_norm(values, running_mean, running_var, training):
    x = np.array(values)
    if training:
        out = (x - x.mean()) / (x.std() + 1e-5)
        return out, 0.9 * running_mean + 0.1 * x.mean(), 0.9 * running_var + 0.1 * x.var(ddof=1)
    return (x - running_mean) / (running_var ** 0.5 + 1e-5), running_mean, running_var
