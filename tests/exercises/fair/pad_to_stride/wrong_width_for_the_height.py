def padded(image, step):
    missing = -len(image[0]) % step
    wide = [row + [row[-1]] * missing for row in image]
    return wide + [wide[-1]] * missing
