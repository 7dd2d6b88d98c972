"""You stack the small map as it is. Its channels must be as high and as wide as those of the skip before the two can be stacked."""


def decoder_input(skip, up):
    return skip + up
