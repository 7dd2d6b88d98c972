class Canvas:
    def __init__(self, image):
        self.image = image
        self.height = len(image)
        self.width = len(image[0])

    def __getitem__(self, place):
        y, x = place
        return self.image[min(y, self.height - 1)][min(x, self.width - 1)]

    @staticmethod
    def up(n, step):
        while n % step:
            n += 1
        return n


def padded(image, step):
    canvas = Canvas(image)
    return [
        [canvas[y, x] for x in range(Canvas.up(canvas.width, step))]
        for y in range(Canvas.up(canvas.height, step))
    ]
