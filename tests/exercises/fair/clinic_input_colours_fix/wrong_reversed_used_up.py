def prepared(image, mean, std):
    order = reversed(range(3))
    planes = []
    for row in image:
        planes.append([])
        for c, source in enumerate(order):
            planes[-1].append([(pixel[source] / 255 - mean[c]) / std[c] for pixel in row])
    return planes
