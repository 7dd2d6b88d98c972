class Encoder:
    def __init__(self):
        self.counts = []
        self.current = 0
        self.length = 0

    def feed(self, cell):
        if cell == self.current:
            self.length += 1
            return
        self.counts.append(self.length)
        self.current = cell
        self.length = 1

    def finish(self):
        return self.counts + [self.length]


def run_lengths(mask):
    encoder = Encoder()
    hauteur, largeur = len(mask), len(mask[0])
    for colonne in range(largeur):
        for ligne in range(hauteur):
            encoder.feed(mask[ligne][colonne])
    return encoder.finish()
