"""You take the smallest id that any mask gives. It only decides a tie: count the votes first."""


def pick(votes):
    return min(votes)


def majority(masks):
    return [
        [pick([mask[y][x] for mask in masks]) for x in range(len(masks[0][y]))] for y in range(len(masks[0]))
    ]
