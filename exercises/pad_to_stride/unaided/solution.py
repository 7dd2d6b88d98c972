def mirrored(items, step):
    """The items, there and back again, as many as the smallest multiple of step that holds them."""
    there_and_back = items + items[::-1]
    length = len(items) + -len(items) % step
    return [there_and_back[place % len(there_and_back)] for place in range(length)]


def reflected(image, step):
    """The picture continued as in a mirror, below and to the right, until step divides both sides."""
    return mirrored([mirrored(row, step) for row in image], step)
