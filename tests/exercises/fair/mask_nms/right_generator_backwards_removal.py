def survivors(masks, scores, threshold):
    def too_close(a, b):
        flat_a, flat_b = sum(a, []), sum(b, [])
        shared = sum(1 for p, q in zip(flat_a, flat_b) if p == q == 1)
        return shared / (sum(flat_a) + sum(flat_b) - shared) > threshold

    waiting = list(range(len(masks)))
    waiting.sort(key=scores.__getitem__)
    while waiting:
        best = waiting.pop()
        yield best
        for i in range(len(waiting) - 1, -1, -1):
            if too_close(masks[best], masks[waiting[i]]):
                del waiting[i]


def mask_nms(masks, scores, threshold):
    return list(survivors(masks, scores, threshold))


if __name__ == "__main__":
    print(mask_nms([[[1, 1]], [[1, 0]]], [0.2, 0.4], 0.3))
