def transposed_conv(values, kernel, stride, padding):
    """All stamps added up, with `padding` cells cut from both ends.

    values and kernel are lists of whole numbers; each stamp begins `stride` cells after the one before.
    """
    ...
