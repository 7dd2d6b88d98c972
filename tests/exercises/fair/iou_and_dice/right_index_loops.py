def iou_and_dice(prediction, ground_truth, label):
    tp = 0
    fp = 0
    fn = 0
    for i in range(len(prediction)):
        for j in range(len(prediction[0])):
            if prediction[i][j] == label:
                if ground_truth[i][j] == label:
                    tp = tp + 1
                else:
                    fp = fp + 1
            else:
                if ground_truth[i][j] == label:
                    fn = fn + 1
    iou = tp / (tp + fp + fn)
    dice = 2 * tp / (2 * tp + fp + fn)
    return (iou, dice)
