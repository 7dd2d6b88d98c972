class Padder:
    """Knows the step of a net with some poolings."""

    def __init__(self, poolings):
        self.step = 1
        while poolings > 0:
            self.step *= 2
            poolings -= 1

    def side(self, length):
        return min(m for m in range(self.step, length + self.step, self.step) if m >= length)


def padded(height, width, poolings):
    padder = Padder(poolings)
    return padder.side(height), padder.side(width)
