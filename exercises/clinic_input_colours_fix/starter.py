def prepared(image, mean, std):
    """The image as the network learned it: red, green, blue, each less its mean, over its standard deviation."""
    channels = []
    for channel in range(3):
        # The lines with the bugs:
        #     source = channel
        #     value = (pixel[source] / 255 - std[channel]) / mean[channel]
        source = ___
        channels.append([[___ for pixel in row] for row in image])
    return channels
