"""You leave background out of the vote. It is a class like any other."""


def pick(votes):
    return max(range(1, 4), key=lambda label: votes.count(label))


def majority(masks):
    return [
        [pick([mask[y][x] for mask in masks]) for x in range(len(masks[0][y]))] for y in range(len(masks[0]))
    ]
