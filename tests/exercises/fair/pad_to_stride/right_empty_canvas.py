import math


def padded(image, step):
    hoehe = len(image)
    breite = len(image[0])
    neue_hoehe = math.ceil(hoehe / step) * step
    neue_breite = math.ceil(breite / step) * step
    neu = [[None] * neue_breite for _ in range(neue_hoehe)]
    for y in range(neue_hoehe):
        for x in range(neue_breite):
            if y < hoehe and x < breite:
                neu[y][x] = image[y][x]
            elif y < hoehe:
                neu[y][x] = image[y][breite - 1]
            elif x < breite:
                neu[y][x] = image[hoehe - 1][x]
            else:
                neu[y][x] = image[hoehe - 1][breite - 1]
    return neu
