CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    n = len(scores)
    return [[CLASS_NAMES[scores[y][x].index(max(scores[y][x]))] for x in range(n)] for y in range(n)]
