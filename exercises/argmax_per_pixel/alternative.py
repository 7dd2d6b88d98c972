CLASS_NAMES = ["background", "person", "dog"]


def class_map(scores):
    """The winning class name of every pixel, as a list of rows."""
    names = []
    for row in scores:
        # `index` finds the first place that holds the maximum, which is what a tie asks for.
        names.append([CLASS_NAMES[pixel.index(max(pixel))] for pixel in row])
    return names
