def prepared(image, mean, std):
    """The image as the network learned it: red, green, blue, each less its mean, over its standard deviation."""
    channels = []
    for channel in range(3):
        source = 2 - channel
        channels.append(
            [[(pixel[source] / 255 - mean[channel]) / std[channel] for pixel in row] for row in image]
        )
    return channels
