def prepared_in_bgr(image, mean, std):
    """The image as the network learned it: blue, green, red, each less its mean, over its standard deviation."""
    channels = []
    for colour in [2, 1, 0]:
        channels.append(
            [[(pixel[colour] / 255 - mean[colour]) / std[colour] for pixel in row] for row in image]
        )
    return channels
