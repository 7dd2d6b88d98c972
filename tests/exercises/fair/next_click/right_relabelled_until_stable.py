def next_click(prediction, truth):
    """Every wrong cell starts with its own name; neighbours of one kind agree on the smaller name."""
    names = {}
    for y, row in enumerate(truth):
        for x, value in enumerate(row):
            if value != prediction[y][x]:
                names[(y, x)] = (y, x)
    if not names:
        return None
    stable = False
    while not stable:
        stable = True
        for y, x in names:
            for other in ((y, x + 1), (y + 1, x), (y, x - 1), (y - 1, x)):
                if other in names and truth[y][x] == truth[other[0]][other[1]]:
                    if names[other] < names[y, x]:
                        names[y, x] = names[other]
                        stable = False
    everyone = list(names.values())
    largest = max(set(everyone), key=everyone.count)
    layer = [cell for cell, name in names.items() if name == largest]
    peeled = layer
    while peeled:
        layer = peeled
        peeled = [
            (y, x)
            for y, x in layer
            if not ({(y, x + 1), (y + 1, x), (y, x - 1), (y - 1, x)} - set(layer))
        ]
    row, column = layer[0]
    return row, column, bool(truth[row][column])
