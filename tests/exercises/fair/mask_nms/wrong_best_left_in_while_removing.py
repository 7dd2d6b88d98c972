def iou(a, b):
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


def mask_nms(masks, scores, threshold):
    cells = [{(y, x) for y, r in enumerate(m) for x, v in enumerate(r) if v} for m in masks]
    order = sorted(range(len(masks)), key=lambda i: scores[i], reverse=True)
    for best in order:
        for other in order:
            if scores[other] < scores[best] and iou(cells[best], cells[other]) > threshold:
                order.remove(other)
    return order
