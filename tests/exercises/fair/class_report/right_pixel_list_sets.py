from fractions import Fraction


def report(confusion, names):
    # Number all the pixels and treat the classes as sets of them.
    truth = {c: set() for c in range(len(names))}
    called = {c: set() for c in range(len(names))}
    pixel = 0
    for t, row in enumerate(confusion):
        for p, count in enumerate(row):
            for _ in range(count):
                truth[t].add(pixel)
                called[p].add(pixel)
                pixel += 1
    out = []
    for c, name in enumerate(names):
        either = truth[c] | called[c]
        if either:
            out.append([name, float(Fraction(len(truth[c] & called[c]), len(either)))])
    return out
