def iou_and_dice(prediction, ground_truth, label):
    both = either = 0
    for y in range(len(prediction)):
        for x in range(len(prediction[y])):
            a, b = prediction[y][x], ground_truth[y][x]
            if a == 0 or b == 0:
                # background is not scored
                continue
            both += a == label and b == label
            either += a == label or b == label
    if either == 0:
        return 0.0, 0.0
    return both / either, 2 * both / (both + either)
