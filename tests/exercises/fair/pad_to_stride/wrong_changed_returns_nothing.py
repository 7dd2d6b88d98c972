def padded(image, step):
    for row in image:
        while len(row) % step:
            row.append(row[-1])
    while len(image) % step:
        image.append(image[-1])
