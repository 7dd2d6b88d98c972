def resize_labels(labels, height, width):
    fy = height / len(labels)
    fx = width / len(labels[0])
    out = []
    for y in range(height):
        out.append([labels[int(y / fy)][int(x / fx)] for x in range(width)])
    return out
