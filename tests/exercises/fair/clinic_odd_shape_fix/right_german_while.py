def masks(logits):
    ergebnis = []
    bild_nummer = 0
    while bild_nummer < len(logits):
        bild = logits[bild_nummer]
        maske = []
        zeile = 0
        while zeile < len(bild[0]):
            neue_zeile = []
            spalte = 0
            while spalte < len(bild[0][zeile]):
                werte = []
                for klasse in bild:
                    werte.append(klasse[zeile][spalte])
                hoechster = max(werte)
                neue_zeile.append(werte.index(hoechster))
                spalte = spalte + 1
            maske.append(neue_zeile)
            zeile = zeile + 1
        ergebnis.append(maske)
        bild_nummer = bild_nummer + 1
    return ergebnis
