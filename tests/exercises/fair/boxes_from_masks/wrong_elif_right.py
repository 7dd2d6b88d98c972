def box(ids, number):
    left = top = right = bottom = None
    for y, row in enumerate(ids):
        for x, cell in enumerate(row):
            if cell == number:
                if left is None:
                    left, top, right, bottom = x, y, x, y
                elif x < left:
                    left = x
                elif x > right:
                    right = x
                elif y > bottom:
                    bottom = y
    if left is None:
        return None
    return left, top, right + 1, bottom + 1
