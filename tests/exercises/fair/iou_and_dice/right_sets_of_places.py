def iou_and_dice(prediction, ground_truth, label):
    def where(mask):
        return {(y, x) for y, row in enumerate(mask) for x, v in enumerate(row) if v == label}

    P, T = where(prediction), where(ground_truth)
    return len(P & T) / len(P | T), 2 * len(P & T) / (len(P) + len(T))
