import numpy as np


def mask_of_one(picture):
    picture = np.asarray(picture)
    best = picture[0].copy()
    mask = np.zeros(best.shape, dtype=int)
    for label in range(1, picture.shape[0]):
        better = picture[label] > best
        mask[better] = label
        best[better] = picture[label][better]
    return mask


def masks(logits):
    return [mask_of_one(picture) for picture in logits]


if __name__ == "__main__":
    print(masks([[[[5, 1]], [[2, 4]]], [[[6, 0]], [[9, 7]]]]))
