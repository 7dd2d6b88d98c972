from statistics import multimode


def majority(masks):
    return [[max(multimode(votes)) for votes in zip(*rows)] for rows in zip(*masks)]
