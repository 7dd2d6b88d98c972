def argmax(values):
    values = list(values)
    return values.index(max(values))


def masks(logits):
    return [
        [[argmax(pixel) for pixel in zip(*rows)] for rows in zip(*picture)]
        for picture in logits
    ]
