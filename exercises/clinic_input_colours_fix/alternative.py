def prepared(image, mean, std):
    """The image as the network learned it: red, green, blue, each less its mean, over its standard deviation."""
    # Turn every pixel round first, then go on as if the file had been red, green, blue all along.
    turned = [[pixel[::-1] for pixel in row] for row in image]
    scaled = [
        [[(value / 255 - m) / s for value, m, s in zip(pixel, mean, std, strict=True)] for pixel in row]
        for row in turned
    ]
    return [[[pixel[channel] for pixel in row] for row in scaled] for channel in range(3)]
