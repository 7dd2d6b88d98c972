"""The channels are right, but mean and std are in each other's place: take the mean off and divide by the standard deviation."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((2, 1, 0)):
        channels.append(
            [[(pixel[source] / 255 - std[place]) / mean[place] for pixel in row] for row in image]
        )
    return channels
