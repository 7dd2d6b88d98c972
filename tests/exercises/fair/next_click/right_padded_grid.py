def next_click(prediction, truth):
    h, w = len(truth), len(truth[0])
    # a rim of zeros, so that no index has to be checked
    err = [[0] * (w + 2) for _ in range(h + 2)]
    for i in range(h):
        for j in range(w):
            err[i + 1][j + 1] = truth[i][j] - prediction[i][j]
    label = [[0] * (w + 2) for _ in range(h + 2)]
    sizes = {}
    number = 0
    for i in range(1, h + 1):
        for j in range(1, w + 1):
            if err[i][j] == 0 or label[i][j] != 0:
                continue
            number += 1
            sizes[number] = 0
            stack = [(i, j)]
            while stack:
                a, b = stack.pop()
                if label[a][b] != 0 or err[a][b] != err[i][j]:
                    continue
                label[a][b] = number
                sizes[number] += 1
                stack += [(a + 1, b), (a - 1, b), (a, b + 1), (a, b - 1)]
    if number == 0:
        return None
    biggest = max(sizes, key=sizes.get)
    mask = [[1 if v == biggest else 0 for v in row] for row in label]
    while True:
        inner = [[0] * (w + 2) for _ in range(h + 2)]
        for i in range(1, h + 1):
            for j in range(1, w + 1):
                if mask[i][j] + mask[i - 1][j] + mask[i + 1][j] + mask[i][j - 1] + mask[i][j + 1] == 5:
                    inner[i][j] = 1
        if sum(map(sum, inner)) == 0:
            break
        mask = inner
    for i in range(1, h + 1):
        for j in range(1, w + 1):
            if mask[i][j]:
                return i - 1, j - 1, err[i][j] == 1
