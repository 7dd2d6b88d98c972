from collections import deque


def nms(boxes, scores, threshold):
    n = len(boxes)
    too_close = [[False] * n for _ in range(n)]
    for i in range(n):
        for j in range(i):
            al, at, ar, ab = boxes[i]
            bl, bt, br, bb = boxes[j]
            inter = 0
            if al < br and bl < ar and at < bb and bt < ab:
                inter = (min(ar, br) - max(al, bl)) * (min(ab, bb) - max(at, bt))
            union = (ar - al) * (ab - at) + (br - bl) * (bb - bt) - inter
            too_close[i][j] = too_close[j][i] = inter / union > threshold
    queue = deque(sorted(range(n), key=lambda i: -scores[i]))
    keep = []
    while queue:
        i = queue.popleft()
        keep.append(i)
        queue = deque(j for j in queue if not too_close[i][j])
    return keep
