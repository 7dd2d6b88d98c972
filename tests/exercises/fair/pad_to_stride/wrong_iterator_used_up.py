def padded(image, step):
    missing = iter(range(-len(image[0]) % step))
    wide = [row + [row[-1] for _ in missing] for row in image]
    return wide + [wide[-1]] * (-len(wide) % step)
