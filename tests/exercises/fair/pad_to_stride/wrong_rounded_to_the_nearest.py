def padded(image, step):
    height = max(1, round(len(image) / step)) * step
    width = max(1, round(len(image[0]) / step)) * step
    wide = [(row + [row[-1]] * step)[:width] for row in image]
    return (wide + [wide[-1]] * step)[:height]
