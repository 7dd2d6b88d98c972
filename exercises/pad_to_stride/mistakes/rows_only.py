"""You add rows and leave each of them as long as it was. The width has to fit as well."""


def padded(image, step):
    return image + [image[-1]] * (-len(image) % step)
