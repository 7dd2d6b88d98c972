def padded(image, step):
    if len(image[0]) % step:
        return padded([row + [row[-1]] for row in image], step)
    if len(image) % step:
        return padded(image + [list(image[-1])], step)
    return [list(row) for row in image]
