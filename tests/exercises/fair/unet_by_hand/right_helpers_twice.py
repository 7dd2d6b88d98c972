from itertools import chain


def twice(items):
    """[a, b] becomes [a, a, b, b]."""
    return list(chain.from_iterable(zip(items, items)))


def transpose(channel):
    return [list(column) for column in zip(*channel)]


def upsample(channel):
    taller = twice(channel)
    return transpose(twice(transpose(taller)))


def decoder_input(skip, up):
    return list(skip) + [upsample(channel) for channel in up]
