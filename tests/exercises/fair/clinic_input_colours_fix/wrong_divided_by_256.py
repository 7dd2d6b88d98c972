def prepared(image, mean, std):
    return [
        [[(pixel[2 - c] / 256 - mean[c]) / std[c] for pixel in row] for row in image]
        for c in range(3)
    ]
