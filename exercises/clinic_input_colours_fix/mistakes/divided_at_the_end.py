"""You divide by 255 at the end. The mean is for values from 0 to 1, so the division comes before it is taken off."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((2, 1, 0)):
        channels.append(
            [[(pixel[source] - mean[place]) / std[place] / 255 for pixel in row] for row in image]
        )
    return channels
