def padded(image, step):
    wide = [row + [row[-1]] * (step - len(row) % step - 1) for row in image]
    return wide + [wide[-1]] * (step - len(wide) % step - 1)
