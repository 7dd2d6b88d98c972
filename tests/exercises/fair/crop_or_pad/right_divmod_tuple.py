def padded(height, width, poolings):
    step = 2**poolings

    def fit(side):
        times, rest = divmod(side, step)
        return step * (times + bool(rest))

    return tuple(fit(side) for side in (height, width))
