class ClassStats:
    def __init__(self, name):
        self.name = name
        self.right = 0
        self.wrong = 0

    @property
    def present(self):
        return self.right + self.wrong > 0

    def pair(self):
        return [self.name, self.right / (self.right + self.wrong)]


def report(confusion, names):
    stats = [ClassStats(name) for name in names]
    for true in range(len(names)):
        for called in range(len(names)):
            pixels = confusion[true][called]
            if true == called:
                stats[true].right += pixels
            else:
                stats[true].wrong += pixels
                stats[called].wrong += pixels
    return [s.pair() for s in stats if s.present]
