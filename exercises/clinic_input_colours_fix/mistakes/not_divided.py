"""You did not divide by 255. Mean and std are for values from 0 to 1, so your numbers are hundreds of times too large."""


def prepared(image, mean, std):
    channels = []
    for place, source in enumerate((2, 1, 0)):
        channels.append([[(pixel[source] - mean[place]) / std[place] for pixel in row] for row in image])
    return channels
