def stamp_counts(values, kernel, stride, padding):
    """How many stamps cover each output cell, with `padding` cells cut from both ends.

    values and kernel are lists of whole numbers; each stamp begins `stride` cells after the one before.
    """
    ...
