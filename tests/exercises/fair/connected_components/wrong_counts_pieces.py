def components(region):
    seen = set()
    count = 0
    for y, row in enumerate(region):
        for x, value in enumerate(row):
            if value == 0 or (y, x) in seen:
                continue
            count += 1
            todo = [(y, x)]
            while todo:
                a, b = todo.pop()
                if (a, b) in seen:
                    continue
                seen.add((a, b))
                for c, d in ((a - 1, b), (a + 1, b), (a, b - 1), (a, b + 1)):
                    if 0 <= c < len(region) and 0 <= d < len(row) and region[c][d]:
                        todo.append((c, d))
    return count
