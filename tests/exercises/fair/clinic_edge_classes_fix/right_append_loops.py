def resize_labels(labels, height, width):
    old_h = len(labels)
    old_w = len(labels[0])
    out = []
    for y in range(height):
        row = []
        for x in range(width):
            row.append(labels[(y * old_h) // height][(x * old_w) // width])
        out.append(row)
    return out
