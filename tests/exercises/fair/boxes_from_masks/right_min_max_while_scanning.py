def box(ids, number):
    left = top = right = bottom = None
    for y in range(len(ids)):
        for x in range(len(ids[y])):
            if ids[y][x] == number:
                if left is None or x < left:
                    left = x
                if top is None:
                    top = y
                if right is None or x + 1 > right:
                    right = x + 1
                bottom = y + 1
    if left is None:
        return None
    return left, top, right, bottom
