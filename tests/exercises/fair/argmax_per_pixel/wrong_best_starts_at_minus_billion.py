CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    result = []
    for row in scores:
        line = []
        for pixel in row:
            best, winner = -1000000000, "background"
            for name, score in zip(CLASS_NAMES, pixel):
                if score > best:
                    best, winner = score, name
            line.append(winner)
        result.append(line)
    return result
