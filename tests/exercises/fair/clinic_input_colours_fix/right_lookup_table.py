import functools


@functools.lru_cache(maxsize=None)
def table(mean, std):
    return tuple((value / 255 - mean) / std for value in range(256))


def prepared(image, mean, std):
    tables = [table(m, s) for m, s in zip(mean, std)]
    return [[[tables[c][pixel[-1 - c]] for pixel in row] for row in image] for c in range(3)]
