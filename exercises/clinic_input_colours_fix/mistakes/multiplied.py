"""You multiply by the standard deviation. That is the way back, from a prepared image to a picture."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((2, 1, 0)):
        channels.append(
            [[(pixel[source] / 255 - mean[place]) * std[place] for pixel in row] for row in image]
        )
    return channels
