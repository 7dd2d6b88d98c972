CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    result = []
    for y in range(len(scores)):
        new_row = []
        for x in range(len(scores[0])):
            best = scores[y][x][0]
            name = CLASS_NAMES[0]
            for c in range(3):
                if scores[y][x][c] > best:
                    best = scores[y][x][c]
                    name = CLASS_NAMES[c]
            new_row.append(name)
        result.append(new_row)
    return result
