CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    result = []
    for row in scores:
        line = []
        for pixel in row:
            best = -1
            winner = 0
            for i in range(3):
                if pixel[i] > best:
                    best = pixel[i]
                    winner = i
            line.append(CLASS_NAMES[winner])
        result.append(line)
    return result
