def resize_labels(labels, height, width):
    step_y, step_x = len(labels) / height, len(labels[0]) / width
    out = []
    y = 0.0
    for _ in range(height):
        row = []
        x = 0.0
        for _ in range(width):
            row.append(labels[int(y)][int(x)])
            x += step_x
        out.append(row)
        y += step_y
    return out
