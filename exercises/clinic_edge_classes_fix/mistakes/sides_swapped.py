"""Your rows and columns are swapped: there are `height` rows of `width` ids."""


def resize_labels(labels, height, width):
    old_height, old_width = len(labels), len(labels[0])
    return [
        [labels[row * old_height // height][column * old_width // width] for row in range(height)]
        for column in range(width)
    ]
