"""You take the largest id that any mask gives. Ids are names, not amounts: count how often each occurs."""


def pick(votes):
    return max(votes)


def majority(masks):
    return [
        [pick([mask[y][x] for mask in masks]) for x in range(len(masks[0][y]))] for y in range(len(masks[0]))
    ]
