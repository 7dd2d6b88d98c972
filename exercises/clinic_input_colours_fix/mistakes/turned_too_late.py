"""You normalise first and turn the channels round afterwards, so blue is measured by the mean and std of red. They are in the order of the result."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((2, 1, 0)):
        channels.append(
            [[(pixel[source] / 255 - mean[source]) / std[source] for pixel in row] for row in image]
        )
    return channels
