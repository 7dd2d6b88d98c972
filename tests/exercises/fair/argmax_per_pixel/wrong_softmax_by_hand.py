import math

CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    result = []
    for row in scores:
        names = []
        for pixel in row:
            powers = [math.exp(s) for s in pixel]
            probabilities = [p / sum(powers) for p in powers]
            names.append(CLASS_NAMES[probabilities.index(max(probabilities))])
        result.append(names)
    return result
