def padded(image, step):
    wide = [row + [row[-1]] * max(0, step - len(row)) for row in image]
    return wide + [wide[-1]] * max(0, step - len(wide))
