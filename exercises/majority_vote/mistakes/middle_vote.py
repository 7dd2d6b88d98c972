"""You take the middle one of the sorted votes, the median. It need not be the most frequent."""


def pick(votes):
    return sorted(votes)[len(votes) // 2]


def majority(masks):
    return [
        [pick([mask[y][x] for mask in masks]) for x in range(len(masks[0][y]))] for y in range(len(masks[0]))
    ]
