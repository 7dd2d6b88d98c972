"""You return the first mask. All masks have a vote."""


def pick(votes):
    return votes[0]


def majority(masks):
    return [
        [pick([mask[y][x] for mask in masks]) for x in range(len(masks[0][y]))] for y in range(len(masks[0]))
    ]
