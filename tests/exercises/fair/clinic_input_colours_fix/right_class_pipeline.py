class Step:
    def __init__(self, function):
        self.function = function

    def __call__(self, image):
        return [[self.function(pixel) for pixel in row] for row in image]


def prepared(image, mean, std):
    steps = [
        Step(lambda pixel: pixel[::-1]),
        Step(lambda pixel: [v / 255 for v in pixel]),
        Step(lambda pixel: [v - m for v, m in zip(pixel, mean)]),
        Step(lambda pixel: [v / s for v, s in zip(pixel, std)]),
    ]
    for step in steps:
        image = step(image)
    return split(image)


def split(image):
    return [[[pixel[c] for pixel in row] for row in image] for c in range(3)]
