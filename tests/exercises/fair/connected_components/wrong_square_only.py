def components(region):
    n = len(region)
    out = [[0] * n for _ in range(n)]
    number = 0
    for y in range(n):
        for x in range(n):
            if region[y][x] and not out[y][x]:
                number += 1
                todo = [(y, x)]
                while todo:
                    a, b = todo.pop()
                    if 0 <= a < n and 0 <= b < n and region[a][b] and not out[a][b]:
                        out[a][b] = number
                        todo.extend([(a - 1, b), (a + 1, b), (a, b - 1), (a, b + 1)])
    return out
