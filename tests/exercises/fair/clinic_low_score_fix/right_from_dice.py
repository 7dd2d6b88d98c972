def mean_iou(confusion):
    # IoU = d / (2 - d), with the Dice of each class.
    total = 0.0
    number = 0
    for c, row in enumerate(confusion):
        sizes = sum(row) + sum(line[c] for line in confusion)
        if sizes == 0:
            continue
        d = 2 * row[c] / sizes
        total += d / (2 - d)
        number += 1
    return None if number == 0 else total / number
