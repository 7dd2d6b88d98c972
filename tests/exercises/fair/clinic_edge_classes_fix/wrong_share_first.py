def resize_labels(labels, height, width):
    out = []
    for y in range(height):
        row = []
        for x in range(width):
            row.append(labels[int(y / height * len(labels))][int(x / width * len(labels[0]))])
        out.append(row)
    return out
