from fractions import Fraction


def place(new, new_size, old_size):
    """The old cell that the upper left corner of the new one lies in."""
    return int(Fraction(new, new_size) * old_size)


def resize_labels(labels, height, width):
    return [
        [labels[place(r, height, len(labels))][place(c, width, len(labels[0]))] for c in range(width)]
        for r in range(height)
    ]
