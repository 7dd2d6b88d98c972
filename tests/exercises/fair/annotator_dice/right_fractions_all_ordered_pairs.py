from fractions import Fraction


def agreement(labels):
    # Each pair counted in both orders; the mean stays the same.
    values = [
        Fraction(2 * shared(a, b), size(a) + size(b)) if size(a) + size(b) else Fraction(1)
        for i, a in enumerate(labels)
        for j, b in enumerate(labels)
        if i != j
    ]
    return float(sum(values) / len(values))


size = lambda mask: sum(map(sum, mask))
shared = lambda a, b: sum(p == q == 1 for r, s in zip(a, b) for p, q in zip(r, s))
