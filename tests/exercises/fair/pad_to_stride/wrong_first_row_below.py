def padded(image, step):
    wide = [row + [row[-1]] * (-len(row) % step) for row in image]
    return wide + [wide[0]] * (-len(wide) % step)
