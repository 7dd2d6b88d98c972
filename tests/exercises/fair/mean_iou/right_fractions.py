from fractions import Fraction


def mean_iou(prediction, ground_truth, num_classes):
    pairs = [(p, t) for prow, trow in zip(prediction, ground_truth) for p, t in zip(prow, trow)]
    parts = []
    for c in range(num_classes):
        union = sum(c in pair for pair in pairs)
        if union != 0:
            parts.append(Fraction(pairs.count((c, c)), union))
    # exact until here
    return round(float(sum(parts) / len(parts)), 3)
