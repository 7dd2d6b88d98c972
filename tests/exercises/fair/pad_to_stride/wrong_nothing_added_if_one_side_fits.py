def padded(image, step):
    if len(image) % step == 0 or len(image[0]) % step == 0:
        return [list(row) for row in image]
    wide = [row + [row[-1]] * (-len(row) % step) for row in image]
    return wide + [wide[-1]] * (-len(wide) % step)
