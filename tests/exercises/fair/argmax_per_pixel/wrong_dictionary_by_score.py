CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    result = []
    for row in scores:
        names = []
        for pixel in row:
            by_score = dict(zip(pixel, CLASS_NAMES))
            names.append(by_score[max(by_score)])
        result.append(names)
    return result
