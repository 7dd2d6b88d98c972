def resize_labels(labels, height, width):
    step_y = max(1, len(labels) // height)
    step_x = max(1, len(labels[0]) // width)
    return [
        [
            labels[min(y * step_y, len(labels) - 1)][min(x * step_x, len(labels[0]) - 1)]
            for x in range(width)
        ]
        for y in range(height)
    ]
