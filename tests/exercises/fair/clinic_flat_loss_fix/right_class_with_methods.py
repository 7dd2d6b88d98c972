import math


class CrossEntropy:
    def __init__(self, logits):
        self.shift = max(logits)
        self.logits = [z - self.shift for z in logits]

    @property
    def normaliser(self):
        s = 0.0
        for z in self.logits:
            s += math.exp(z)
        return math.log(s)

    def of(self, label):
        return self.normaliser - self.logits[label]


def pixel_loss(logits, label):
    return CrossEntropy(logits).of(label)


if __name__ == "__main__":
    print(pixel_loss([2.0, 0.0, 1.0], 0))
