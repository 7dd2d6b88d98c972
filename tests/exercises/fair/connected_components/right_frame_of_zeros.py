def components(region):
    # Rand aus Nullen, dann braucht man keine Grenzen zu prüfen
    breite = len(region[0])
    feld = [[0] * (breite + 2)]
    for zeile in region:
        feld.append([0] + [-wert for wert in zeile] + [0])
    feld.append([0] * (breite + 2))
    nummer = 0
    for z in range(len(feld)):
        for s in range(breite + 2):
            if feld[z][s] == -1:
                nummer += 1
                stapel = [(z, s)]
                while len(stapel) > 0:
                    a, b = stapel.pop()
                    if feld[a][b] != -1:
                        continue
                    feld[a][b] = nummer
                    stapel += [(a + 1, b), (a - 1, b), (a, b + 1), (a, b - 1)]
    return [zeile[1:-1] for zeile in feld[1:-1]]
