def components(region):
    left = {(y, x) for y, row in enumerate(region) for x, cell in enumerate(row) if cell == 1}
    result = [[0] * len(row) for row in region]
    number = 1
    while left:
        start = min(left)  # the first cell in reading order
        piece = {start}
        edge = {start}
        while edge:
            around = set()
            for y, x in edge:
                around |= {(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)}
            edge = (around & left) - piece
            piece |= edge
        for y, x in piece:
            result[y][x] = number
        left -= piece
        number += 1
    return result
