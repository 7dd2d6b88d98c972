def prepared(image, mean, std):
    return [
        [[(pixel[2 - c] / 255 - mean[c]) / std[c] ** 0.5 for pixel in row] for row in image]
        for c in range(3)
    ]
