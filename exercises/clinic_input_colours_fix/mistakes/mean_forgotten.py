"""You divide by the standard deviation without taking the mean off."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((2, 1, 0)):
        channels.append([[pixel[source] / 255 / std[place] for pixel in row] for row in image])
    return channels
