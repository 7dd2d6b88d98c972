def binary(stored, white):
    target = []
    for y in range(0, len(stored), 1):
        new_row = []
        for x in range(0, len(stored[y]), 1):
            p = stored[y][x]
            distance_to_black = p
            distance_to_white = white - p
            if distance_to_white < distance_to_black:
                new_row.append(1)
            elif distance_to_white == distance_to_black:
                new_row.append(0)
            else:
                new_row.append(0)
        target.append(new_row)
    return target
