from itertools import groupby


def first_of_longest_run(votes):
    best, most = None, 0
    for label, run in groupby(sorted(votes)):
        n = sum(1 for _ in run)
        if n > most:
            best, most = label, n
    return best


def majority(masks):
    for_all = []
    for rows in zip(*masks):
        for_all.append(list(map(first_of_longest_run, zip(*rows))))
    return for_all
