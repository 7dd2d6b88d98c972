def mean_iou(prediction, ground_truth, num_classes):
    ious = []
    for c in range(num_classes):
        inter = union = 0
        for y in range(len(prediction) - 1):
            for x in range(len(prediction[0])):
                a = prediction[y][x] == c
                b = ground_truth[y][x] == c
                inter += a and b
                union += a or b
        if union:
            ious.append(inter / union)
    return round(sum(ious) / len(ious), 3)
