class BatchNorm:
    momentum = 0.1
    eps = 1e-5

    def __init__(self, mean, var):
        self.running_mean = mean
        self.running_var = var
        self.training = True

    def train(self, mode=True):
        self.training = mode
        return self

    def __call__(self, values):
        if self.training:
            n = len(values)
            m = sum(values) / n
            ss = sum((v - m) ** 2 for v in values)
            self.running_mean = self._moved(self.running_mean, m)
            self.running_var = self._moved(self.running_var, ss / (n - 1))
            return self._normalised(values, m, ss / n)
        return self._normalised(values, self.running_mean, self.running_var)

    def _moved(self, old, new):
        return (1 - self.momentum) * old + self.momentum * new

    def _normalised(self, values, mean, var):
        return [(v - mean) * (var + self.eps) ** -0.5 for v in values]


def batch_norm(values, running_mean, running_var, training):
    layer = BatchNorm(running_mean, running_var).train(training)
    return layer(values), layer.running_mean, layer.running_var
