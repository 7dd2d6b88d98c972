def padded(image, step):
    right = -len(image[0]) % step
    below = -len(image) % step
    wide = [row + [row[-1]] * right for row in image]
    return wide + [image[-1] + [0] * right for _ in range(below)]
