def overlap(a, b):
    both = 0
    one = 0
    for y in range(len(a)):
        for x in range(len(a[y])):
            if a[y][x] == 1 and b[y][x] == 1:
                both = both + 1
            elif a[y][x] == 1 or b[y][x] == 1:
                one = one + 1
    return both / (both + one)


def mask_nms(masks, scores, threshold):
    n = len(masks)
    gone = [False] * n
    result = []
    while True:
        best = None
        for i in range(n):
            if not gone[i]:
                if best is None or scores[i] > scores[best]:
                    best = i
        if best is None:
            return result
        result.append(best)
        gone[best] = True
        for i in range(n):
            if not gone[i] and overlap(masks[best], masks[i]) > threshold:
                gone[i] = True
