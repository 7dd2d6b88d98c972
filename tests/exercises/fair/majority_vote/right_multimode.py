from statistics import multimode


def majority(masks):
    height, width = len(masks[0]), len(masks[0][0])
    return [
        [min(multimode([mask[y][x] for mask in masks])) for x in range(width)]
        for y in range(height)
    ]
