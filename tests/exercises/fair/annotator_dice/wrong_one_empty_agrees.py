import numpy as np


def agreement(labels):
    m = np.array(labels)
    scores = []
    for i in range(len(m)):
        for j in range(i + 1, len(m)):
            if m[i].sum() == 0 or m[j].sum() == 0:
                scores.append(1.0)
            else:
                scores.append(2 * (m[i] * m[j]).sum() / (m[i].sum() + m[j].sum()))
    return float(np.mean(scores))
