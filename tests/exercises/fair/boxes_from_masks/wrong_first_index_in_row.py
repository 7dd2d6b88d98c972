def box(ids, number):
    left, right, top, bottom = len(ids[0]), 0, None, None
    for y, row in enumerate(ids):
        if number in row:
            if top is None:
                top = y
            bottom = y + 1
            left = min(left, row.index(number))
            right = max(right, row.index(number) + row.count(number))
    if top is None:
        return None
    return left, top, right, bottom
