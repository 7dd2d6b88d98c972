def mean_iou(prediction, ground_truth, num_classes):
    height = len(prediction)
    width = len(prediction[0])
    total = 0
    how_many = 0
    for c in range(num_classes):
        inter = 0
        union = 0
        for y in range(height):
            for x in range(width):
                a = prediction[y][x] == c
                b = ground_truth[y][x] == c
                if a and b:
                    inter = inter + 1
                if a or b:
                    union = union + 1
        if union == 0:
            continue
        total = total + inter / union
        how_many = how_many + 1
    return round(total / how_many, 3)
