import numpy as np


def class_map(scores):
    s = np.asarray(scores, dtype=float)
    out = np.full(s.shape[:2], "background", dtype=object)
    best = s[..., 0].copy()
    for c, name in ((1, "person"), (2, "dog")):
        better = s[:, :, c] > best
        out[better] = name
        best = np.where(better, s[:, :, c], best)
    return out.tolist()
