"""You make the rows longer and forget to add rows below. The height has to fit as well."""


def padded(image, step):
    return [row + [row[-1]] * (-len(row) % step) for row in image]
