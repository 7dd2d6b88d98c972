"""This is still the code as it was: blue is the first channel, and mean and std are in each other's place."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((0, 1, 2)):
        channels.append(
            [[(pixel[source] / 255 - std[place]) / mean[place] for pixel in row] for row in image]
        )
    return channels
