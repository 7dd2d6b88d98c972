def prepared(image, mean, std):
    return [
        [(pixel[2 - c] / 255 - mean[c]) / std[c] for row in image for pixel in row]
        for c in range(3)
    ]
