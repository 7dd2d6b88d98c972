"""You make the picture square. Height and width are filled up each by itself."""


def padded(image, step):
    side = -(-max(len(image), len(image[0])) // step) * step
    wider = [row + [row[-1]] * (side - len(row)) for row in image]
    return wider + [wider[-1]] * (side - len(wider))
