from itertools import chain, count, islice, repeat


def fitted(items, step):
    size = next(n for n in count(step, step) if n >= len(items))
    return list(islice(chain(items, repeat(items[-1])), size))


def padded(image, step):
    return fitted([fitted(row, step) for row in image], step)
