"""You give background wherever one mask differs. The most votes are enough."""


def pick(votes):
    return votes[0] if votes.count(votes[0]) == len(votes) else 0


def majority(masks):
    return [
        [pick([mask[y][x] for mask in masks]) for x in range(len(masks[0][y]))] for y in range(len(masks[0]))
    ]
