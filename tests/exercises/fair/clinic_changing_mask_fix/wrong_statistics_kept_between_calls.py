state = {}


def batch_norm(values, running_mean, running_var, training):
    running_mean = state.setdefault("mean", running_mean)
    running_var = state.setdefault("var", running_var)
    n = len(values)
    mean = sum(values) / n
    var = sum((v - mean) ** 2 for v in values) / n
    m, s = (mean, var) if training else (running_mean, running_var)
    if training:
        state["mean"] = 0.9 * running_mean + 0.1 * mean
        state["var"] = 0.9 * running_var + 0.1 * var * n / (n - 1)
    return [(v - m) / (s + 0.00001) ** 0.5 for v in values], state["mean"], state["var"]
