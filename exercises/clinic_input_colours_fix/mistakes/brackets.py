"""You divide the mean alone by the standard deviation. The difference is what has to be divided: it needs brackets."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((2, 1, 0)):
        channels.append([[pixel[source] / 255 - mean[place] / std[place] for pixel in row] for row in image])
    return channels
