class FeatureMap:
    """A stack of channels."""

    def __init__(self, channels):
        self.channels = channels

    def __add__(self, other):
        return FeatureMap(self.channels + other.channels)

    def upsampled(self):
        new = []
        for channel in self.channels:
            rows = []
            for row in channel:
                wide = []
                for value in row:
                    wide.extend([value] * 2)
                rows.extend([wide.copy(), wide.copy()])
            new.append(rows)
        return FeatureMap(new)


def decoder_input(skip, up):
    return (FeatureMap(skip) + FeatureMap(up).upsampled()).channels


if __name__ == "__main__":
    for channel in decoder_input([[[1, 2, 3, 4], [5, 6, 5, 6]]], [[[7, 8]]]):
        print(channel)
