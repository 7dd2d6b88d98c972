def box(ids, number):
    rows, columns = [], []
    for y in range(len(ids)):
        for x in range(len(ids[0]) - 1):
            if ids[y][x] == number:
                rows.append(y)
                columns.append(x)
    if rows == []:
        return None
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1
