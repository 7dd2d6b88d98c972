def decoder_input(skip, up):
    """The skip's channels, then those of `up` after nearest-neighbour upsampling."""
    # For each channel of up:
    #     for each row of the channel:
    #         make a row twice as wide, with every value two times
    #         put that row into the new channel two times
    # Return the channels of skip, followed by the new channels.
    ...
