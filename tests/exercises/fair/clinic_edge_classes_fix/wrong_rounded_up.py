import math


def resize_labels(labels, height, width):
    H, W = len(labels), len(labels[0])
    return [
        [labels[min(math.ceil(y * H / height), H - 1)][min(math.ceil(x * W / width), W - 1)] for x in range(width)]
        for y in range(height)
    ]
