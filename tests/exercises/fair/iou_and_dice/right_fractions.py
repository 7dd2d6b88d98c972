from fractions import Fraction


def iou_and_dice(prediction, ground_truth, label):
    flat_p = [v for row in prediction for v in row]
    flat_t = [v for row in ground_truth for v in row]
    shared = sum(1 for p, t in zip(flat_p, flat_t) if p == t == label)
    sizes = flat_p.count(label) + flat_t.count(label)
    iou = Fraction(shared, sizes - shared)
    dice = 2 * iou / (1 + iou)
    return float(iou), float(dice)
