"""You count the votes of all pixels together, and give every pixel the same class. Each pixel has a vote of its own."""


def majority(masks):
    votes = [label for mask in masks for row in mask for label in row]
    best = max(range(4), key=lambda label: votes.count(label))
    return [[best for _ in row] for row in masks[0]]
