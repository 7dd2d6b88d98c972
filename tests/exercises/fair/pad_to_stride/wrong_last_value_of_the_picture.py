def padded(image, step):
    corner = image[-1][-1]
    wide = [row + [corner] * (-len(row) % step) for row in image]
    return wide + [wide[-1]] * (-len(wide) % step)
