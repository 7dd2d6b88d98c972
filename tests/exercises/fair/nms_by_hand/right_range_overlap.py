def length_shared(a1, a2, b1, b2):
    """How many whole numbers are in both range(a1, a2) and range(b1, b2)."""
    return len(range(max(a1, b1), min(a2, b2)))


def nms(boxes, scores, threshold):
    left_over = dict(enumerate(boxes))
    answer = []
    while left_over:
        sure = max(left_over, key=lambda i: scores[i])
        x1, y1, x2, y2 = left_over.pop(sure)
        answer.append(sure)
        for i, (u1, v1, u2, v2) in list(left_over.items()):
            common = length_shared(x1, x2, u1, u2) * length_shared(y1, y2, v1, v2)
            union = (x2 - x1) * (y2 - y1) + (u2 - u1) * (v2 - v1) - common
            if common / union > threshold:
                del left_over[i]
    return answer
