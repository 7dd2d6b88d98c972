class Ballot:
    """All the votes for one pixel."""

    def __init__(self):
        self.votes = []

    def add(self, label):
        self.votes.append(label)
        return self

    def result(self):
        return sorted(set(self.votes), key=lambda label: (-self.votes.count(label), label))[0]


def majority(masks):
    ballots = [[Ballot() for _ in row] for row in masks[0]]
    for mask in masks:
        for y in range(len(mask)):
            for x in range(len(mask[y])):
                ballots[y][x].add(mask[y][x])
    return [[ballot.result() for ballot in row] for row in ballots]


if __name__ == "__main__":
    print(majority([[[1, 1]], [[1, 2]], [[2, 0]]]))
