def prepared_in_bgr(image, mean, std):
    """The image as the network learned it: blue, green, red, each less its mean, over its standard deviation.

    image[row][column] holds red, green and blue from 0 to 255; mean and std are for red, green, blue in [0, 1].
    The result is channels[channel][row][column].
    """
    ...
