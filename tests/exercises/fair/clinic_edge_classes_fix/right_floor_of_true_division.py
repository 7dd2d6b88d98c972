import math


def resize_labels(labels, height, width):
    H, W = len(labels), len(labels[0])
    return [
        [labels[math.floor(y * H / height)][math.floor(x * W / width)] for x in range(width)]
        for y in range(height)
    ]
