import numpy as np


def decoder_input(skip, up):
    skip, up = np.array(skip), np.array(up)
    out = np.empty((len(skip) + len(up), *skip.shape[1:]), dtype=int)
    out[: len(skip)] = skip
    for dy in (0, 1):
        for dx in (0, 1):
            out[len(skip) :, dy::2, dx::2] = up
    return out
