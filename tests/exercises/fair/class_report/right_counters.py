from collections import Counter


def report(confusion, names):
    hits = Counter()
    union = Counter()
    for t, row in enumerate(confusion):
        for p, pixels in enumerate(row):
            if t == p:
                hits[t] += pixels
                union[t] += pixels
            else:
                union[t] += pixels
                union[p] += pixels
    return [[name, hits[c] / union[c]] for c, name in enumerate(names) if union[c] > 0]
