def iou_and_dice(prediction, ground_truth, label):
    both = one = 0
    for y in range(len(prediction)):
        for x in range(len(prediction[y]) - 1):
            p, t = prediction[y][x] == label, ground_truth[y][x] == label
            if p and t:
                both += 1
            elif p or t:
                one += 1
    if both + one == 0:
        return 0.0, 0.0
    return both / (both + one), 2 * both / (2 * both + one)
