"""You take the mean off, but do not divide by the standard deviation."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((2, 1, 0)):
        channels.append([[pixel[source] / 255 - mean[place] for pixel in row] for row in image])
    return channels
