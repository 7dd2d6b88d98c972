import math


def padded(height, width, poolings):
    def next_size(side):
        return 2 ** max(poolings, math.ceil(math.log2(side)))

    return next_size(height), next_size(width)
