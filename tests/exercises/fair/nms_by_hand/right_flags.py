def nms(boxes, scores, threshold):
    n = len(boxes)
    gone = [False] * n
    result = []
    for _ in range(n):
        best = -1
        for i in range(n):
            if gone[i] or i in result:
                continue
            if best == -1 or scores[i] > scores[best]:
                best = i
        if best == -1:
            break
        result.append(best)
        for i in range(n):
            if i not in result and overlap(boxes[best], boxes[i]) > threshold:
                gone[i] = True
    return result


def overlap(a, b):
    w = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    h = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    both = w * h
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return both / (area_a + area_b - both)
