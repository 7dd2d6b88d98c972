"""Your channels have moved by one place: green comes first. BGR becomes RGB when it is turned round, last to first."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((1, 2, 0)):
        channels.append(
            [[(pixel[source] / 255 - mean[place]) / std[place] for pixel in row] for row in image]
        )
    return channels
