"""The numbers are right, but each pixel holds its three channels. The network wants one map for each channel: `channels[channel][row][column]`."""


def prepared(image, mean, std):
    return [
        [[(pixel[2 - channel] / 255 - mean[channel]) / std[channel] for channel in range(3)] for pixel in row]
        for row in image
    ]
