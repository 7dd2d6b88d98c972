from collections import Counter


def majority(masks):
    return [
        [Counter(votes).most_common(1)[0][0] for votes in zip(*rows)]
        for rows in zip(*masks)
    ]
