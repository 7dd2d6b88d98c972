from statistics import mode


def majority(masks):
    out = []
    for y in range(len(masks[0])):
        out.append([mode(mask[y][x] for mask in masks) for x in range(len(masks[0][y]))])
    return out
