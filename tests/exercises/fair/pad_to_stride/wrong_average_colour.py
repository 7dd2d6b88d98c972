def padded(image, step):
    flat = [value for row in image for value in row]
    mean = sum(flat) // len(flat)
    wide = [row + [mean] * (-len(row) % step) for row in image]
    return wide + [[mean] * len(wide[0])] * (-len(wide) % step)
