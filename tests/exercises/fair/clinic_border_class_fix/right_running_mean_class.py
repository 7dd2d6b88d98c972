class Average:
    def __init__(self):
        self.value = 0.0
        self.n = 0

    def add(self, x):
        self.n += 1
        self.value += (x - self.value) / self.n


def mean_loss(log_probs, labels):
    average = Average()
    for i, row in enumerate(labels):
        for j, label in enumerate(row):
            if label == 255:
                pass
            else:
                average.add(-1 * log_probs[i][j][label])
    return average.value
