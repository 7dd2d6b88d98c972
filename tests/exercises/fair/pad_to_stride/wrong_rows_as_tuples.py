def padded(image, step):
    wide = [tuple(row) + (row[-1],) * (-len(row) % step) for row in image]
    return wide + [wide[-1]] * (-len(wide) % step)
