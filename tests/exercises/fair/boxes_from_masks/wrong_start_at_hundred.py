def box(ids, number):
    left, top, right, bottom = 100, 100, -1, -1
    for y in range(len(ids)):
        for x in range(len(ids[0])):
            if ids[y][x] == number:
                left = min(left, x)
                top = min(top, y)
                right = max(right, x + 1)
                bottom = max(bottom, y + 1)
    if right == -1:
        return None
    return left, top, right, bottom
